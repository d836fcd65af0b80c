"""A corpus of harm: one YAML file below `<family>/` is one case, see `cases.Case` for what it says.

cases         a case, the sound handbook it is laid into, and how it is run
oracle        what is hostile in an output, told without a line of sopbook
test_hostile  every case: exit code, findings, nothing hostile, nothing lost, the previous site whole
"""
