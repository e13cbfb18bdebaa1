"""What stands in the way of a backup, or of putting one back."""


class CannotBackUp(Exception):
    """With the reason, and what to do instead."""


class CannotRestore(Exception):
    """With the reason; nothing was changed."""
