from typing import Any


def person_of(row: dict[str, Any]) -> dict[str, Any]:
    """A person as JSON, of a grouped query's row with `agent` and `agent__…`."""
    full_name = f"{row['agent__first_name']} {row['agent__last_name']}".strip()
    username = row["agent__username"]
    return {"id": str(row["agent"]), "username": username, "name": full_name or username}
