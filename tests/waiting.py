"""Waiting for a page to come to something, asked from outside: Playwright's `wait_for_function` is what the policy refuses."""

from __future__ import annotations

from time import monotonic

from playwright.sync_api import Page


def wait_until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression, or a function that may be asynchronous, gives what is true; ten seconds at most."""
    deadline = monotonic() + 10
    while not page.evaluate(expression, arg):
        assert monotonic() < deadline, expression
        page.wait_for_timeout(50)
