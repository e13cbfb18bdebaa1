"""Backups of a whole office, and putting one back: one encrypted file each, proved by restoring it."""
