"""Generator of `post`: the small friendly table of lesson 00.  Pure: a numpy Generator in, a table out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

FIRST_DAY, LAST_DAY = "2025-01-07", "2025-03-28"
# Most people by video, most clicks by photo, best clicks per person by newsletter: three different answers.
CHANNELS: dict[str, dict[str, Any]] = {
    "social_foto": {"posts": 18, "people": 2400, "click_rate": 0.024, "purchase_rate": 0.04},
    "social_video": {"posts": 14, "people": 4300, "click_rate": 0.011, "purchase_rate": 0.03},
    "newsletter": {"posts": 8, "people": 900, "click_rate": 0.060, "purchase_rate": 0.09},
    "blog": {"posts": 8, "people": 520, "click_rate": 0.035, "purchase_rate": 0.05},
}
MISSING_PEOPLE, MISSING_TAKINGS = 3, 2  # rows
AMOUNT = 57.0  # euro, mean of a purchase

SUBJECTS = (
    "Perché le scarpe si consumano da un lato", "Novità: la giacca Brezza", "Cinque chilometri, città per città",
    "Come si allacciano le scarpe in discesa", "Il sentiero del mulino è di nuovo aperto", "Correre quando piove",
    "Kamal risponde: che numero porto?", "Camminata di domenica: c'è posto", "Più leggeri: lo zaino da mezza giornata",
    "Ginevra prova i bastoncini", "Fango, neve, ghiaccio: quale suola?", "Il club Passo Lento compie dieci anni",
    "Saldi di fine stagione", "Riscaldamento in tre minuti", "Dopo la corsa: l'abc del recupero",
    "Le calze giuste esistono", "Nives legge le vostre domande", "Una mappa per chi comincia",
)  # fmt: skip


def make_posts(rng: np.random.Generator) -> pd.DataFrame:
    """Inventa i messaggi pubblicati da Nives in un trimestre.

    Returns
    -------
    DataFrame
        Una riga per messaggio; colonne e unità nella scheda `datasets/post.md`.
    """
    import pandas as pd

    days = pd.date_range(FIRST_DAY, LAST_DAY, freq="D")
    channel = rng.permutation(np.repeat(list(CHANNELS), [one["posts"] for one in CHANNELS.values()]))
    size = len(channel)
    plan = {
        key: np.array([CHANNELS[name][key] for name in channel]) for key in ("people", "click_rate", "purchase_rate")
    }
    people = np.round(plan["people"] * np.exp(rng.normal(0, 0.18, size))).astype(int)
    clicks = rng.binomial(people, plan["click_rate"])
    purchases = rng.binomial(clicks, plan["purchase_rate"])
    takings = np.round(purchases * AMOUNT * np.exp(rng.normal(0, 0.2, size)), 2)
    titles = [SUBJECTS[place % len(SUBJECTS)] for place in rng.permutation(size)]
    order = np.sort(rng.choice(len(days), size, replace=False))
    table = pd.DataFrame(
        {
            "data": days[order],
            "canale": channel,
            "titolo": titles,
            "persone_raggiunte": people.astype(float),
            "clic": clicks,
            "acquisti": purchases,
            "incasso": takings,
        }
    )
    holes = rng.permutation(size)
    table.loc[holes[:MISSING_PEOPLE], "persone_raggiunte"] = np.nan
    table.loc[holes[MISSING_PEOPLE : MISSING_PEOPLE + MISSING_TAKINGS], "incasso"] = np.nan
    return table


def italian_file(posts: pd.DataFrame) -> bytes:
    """Scrive `post` come lo salva un foglio di calcolo italiano.

    Returns
    -------
    bytes
        UTF-8 con BOM, righe di titolo, `;`, virgola decimale, punto delle migliaia, gg/mm/aaaa, €, colonne vuote in coda.
    """
    lines = ["Fiatolungo - messaggi del primo trimestre 2025;;;;;;;;", ";;;;;;;;"]
    lines.append("Data;Canale;Titolo;Persone raggiunte;Clic;Acquisti;Incasso;;")
    columns = [posts[name].tolist() for name in posts.columns]
    for day, channel, title, people, clicks, purchases, takings in zip(*columns, strict=True):
        shown = "" if np.isnan(people) else f"{people:,.0f}".replace(",", ".")
        money = "" if np.isnan(takings) else f"{takings:,.2f} €".translate(str.maketrans(",.", ".,"))
        lines.append(f"{day:%d/%m/%Y};{channel};{title};{shown};{clicks};{purchases};{money};;")
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")
