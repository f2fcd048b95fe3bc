"""Whether a text has the form of an email address."""

from __future__ import annotations


def is_email(text: str) -> bool:
    """Whether the text is a well-formed address; nobody is asked whether it exists."""
    from email_validator import EmailNotValidError, validate_email  # slow to import, and few worlds need it

    try:
        validate_email(text, check_deliverability=False, strict=True)
    except EmailNotValidError:
        return False
    return True
