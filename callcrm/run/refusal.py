class CannotRun(SystemExit):
    """One sentence: what is wrong and what to do; uncaught, it is printed and exits with 1."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"callcrm can't start: {sentence}")
