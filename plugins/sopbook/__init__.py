"""Markdown playbooks with schedules in their front matter, turned into browsable SOP handbooks."""

__version__ = "0.1.0"
