class BackupRefused(Exception):
    """One sentence: why nothing could be backed up or checked, and what to do."""
