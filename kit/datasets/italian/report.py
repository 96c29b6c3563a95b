"""What read_italian understood and where it doubts, as an Italian reader wants it.  Touches nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN = 4  # examples in one sentence


@dataclass
class Report:
    """Che cosa è stato riconosciuto in un file e dove resta un dubbio."""

    found: dict[str, list[str]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def note(self, what: str, where: str = "") -> None:
        """Aggiunge una cosa riconosciuta; le stesse cose in più colonne diventano una riga sola."""
        places = self.found.setdefault(what, [])
        if where:
            places.append(where)

    def doubt(self, sentence: str) -> None:
        """Aggiunge un dubbio."""
        self.doubts.append(sentence)

    def recognised(self) -> list[str]:
        """Le cose riconosciute, una frase ciascuna."""
        return [f"{what}: {', '.join(places)}" if places else what for what, places in self.found.items()]

    def as_dict(self) -> dict[str, list[str]]:
        """Il rapporto come dizionario: "riconosciuto" e "dubbi"."""
        return {"riconosciuto": self.recognised(), "dubbi": list(self.doubts)}

    def text(self, title: str) -> str:
        """Il rapporto da stampare."""
        lines = [title, "Ho riconosciuto:", *(f"  • {one}" for one in self.recognised())]
        if not self.doubts:
            return "\n".join([*lines, "Nessun dubbio."])
        return "\n".join([*lines, "Dubbi da controllare:", *(f"  ? {one}" for one in self.doubts)])


def lines_of(places: list[tuple[int, str]]) -> str:
    """Elenco breve di righe del file con il loro contenuto: «riga 4 «circa 20», riga 9 «?» e altre 3»."""
    shown = ", ".join(f"riga {line} «{cell}»" for line, cell in places[:SHOWN])
    more = len(places) - SHOWN
    return shown + (f" e altre {more}" if more > 0 else "")


def some(names: list[str]) -> str:
    """Elenco breve di nomi fra virgolette basse."""
    shown = ", ".join(f"«{name}»" for name in names[:SHOWN])
    return shown + (f" e altri {len(names) - SHOWN}" if len(names) > SHOWN else "")
