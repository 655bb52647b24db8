import secrets

# Without what looks alike when read aloud or off paper: 0 and o, 1, i and l.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4


def new_password() -> str:
    """Random, 79 bits, in groups that a person can type: `k7mq-2xwt-p9ra-hh3n`."""
    return "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)
    )
