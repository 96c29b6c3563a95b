"""The one exception of this room: a sentence for the instructor.  Touches nothing."""


class GradingError(Exception):
    """Una cosa che impedisce di andare avanti, detta con che cosa, dove e il rimedio."""


def plural(number: int, one: str, many: str) -> str:
    """«1 consegna», «3 consegne»."""
    return f"{number} {one if number == 1 else many}"
