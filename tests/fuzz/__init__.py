"""Fuzzing of what reads contributors' texts: `make fuzz`; a second of each target belongs to the tests.

targets   what is called, and what must hold of every answer
corpus    what mutation begins with: the real playbooks, and every broken or hostile text of the tests
mutators  changes that keep most of a text's structure
engine    one target in a process of its own, led by coverage (atheris over libFuzzer)
run       the targets one after another, a share of the minutes each; what `make fuzz` calls

An input that ends in an exception, a hang or too much memory is kept in `found/<target>/`; from then on it is a test.
"""
