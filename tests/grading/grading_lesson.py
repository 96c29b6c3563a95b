"""An invented lesson with an exercise of every kind, and the generator of its data, written where a test wants them.

It is a private lesson like an instructor's own: a source in another folder, ``variante_90.py`` beside it.
"""

from pathlib import Path

SOURCE = """# ---
# jupyter:
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
#   kit:
#     lesson: "90"
#     title: Prova di ogni genere
#     what: Una lezione inventata per le prove.
#     base: 10
#     objectives: {A: Calcoli un po' di tutto.}
#     variant: "90"
# ---

# %% [markdown]
# # 90. Prova di ogni genere

# %%
import pandas as pd

from kit.datasets import load_variant
from kit.exercises import check

# %% [markdown] exercise="90.1" role="prompt" objective="A" minutes=1 kind="number"
# ### Esercizio 90.1 · Per allenarsi
#
# **Forma:** un numero.

# %% exercise="90.1" role="answer"
### BEGIN SOLUTION
allenamento = 2
### END SOLUTION

# %% exercise="90.1" role="check"
check("90.1", allenamento)

# %% [markdown]
# ## Mettiti alla prova

# %% role="load"
prova = load_variant("90")
vendite = prova["vendite"]

# %% [markdown] exercise="90.2" role="prompt" objective="A" minutes=1 kind="number" decimals=2 graded=true
# ### Esercizio 90.2 · Una media
#
# La media di `prezzo` nel canale {{ prova["canale"] }}.
#
# **Forma:** un numero con 2 decimali.

# %% exercise="90.2" role="answer"
### BEGIN SOLUTION
media = vendite[vendite["canale"] == prova["canale"]]["prezzo"].mean()
### END SOLUTION

# %% exercise="90.2" role="check"
check("90.2", media)

# %% exercise="90.2" role="wrong" mistake="tutti_i_canali"
# Hai usato tutti i canali: la consegna ne nomina uno.
media = vendite["prezzo"].mean()

# %% [markdown] exercise="90.3" role="prompt" objective="A" minutes=1 kind="text" graded=true
# ### Esercizio 90.3 · Il canale migliore
#
# **Forma:** il nome del canale, fra virgolette.

# %% exercise="90.3" role="answer"
### BEGIN SOLUTION
migliore = vendite.groupby("canale")["prezzo"].sum().idxmax()
### END SOLUTION

# %% exercise="90.3" role="check"
check("90.3", migliore)

# %% [markdown] exercise="90.4" role="prompt" objective="A" minutes=1 kind="series" decimals=2 graded=true
# ### Esercizio 90.4 · Totale per canale
#
# **Forma:** una Series con un totale per canale.

# %% exercise="90.4" role="answer"
### BEGIN SOLUTION
totali = vendite.groupby("canale")["prezzo"].sum()
### END SOLUTION

# %% exercise="90.4" role="check"
check("90.4", totali)

# %% [markdown] exercise="90.5" role="prompt" objective="A" minutes=1 kind="function" graded=true
# ### Esercizio 90.5 · Una quota
#
# **Forma:** una funzione.

# %% exercise="90.5" role="answer"
def quota(parte, totale):
    ### BEGIN SOLUTION
    if totale == 0:
        return 0.0
    return parte / totale
    ### END SOLUTION

# %% exercise="90.5" role="check"
check("90.5", quota)

# %% exercise="90.5" role="probes"
[(3, 4), (1, 8)]

# %% exercise="90.5" role="hidden"
[(5, 0), (7, 2), (0, 9)]

# %% [markdown] exercise="90.6" role="prompt" objective="A" minutes=1 kind="figure" graded=true
# ### Esercizio 90.6 · Un grafico
#
# **Forma:** un grafico a barre.

# %% exercise="90.6" role="answer"
### BEGIN SOLUTION
grafico = vendite.groupby("canale")["prezzo"].sum().plot.bar()
### END SOLUTION

# %% exercise="90.6" role="check"
check("90.6", grafico)

# %% [markdown] exercise="90.7" role="prompt" objective="A" minutes=1 kind="model" graded=true
# ### Esercizio 90.7 · Un modello
#
# **Forma:** un modello addestrato.

# %% exercise="90.7" role="answer"
### BEGIN SOLUTION
from sklearn.linear_model import LogisticRegression

modello = LogisticRegression().fit(vendite[["prezzo", "visite"]], vendite["comprato"])
### END SOLUTION

# %% exercise="90.7" role="check"
check("90.7", modello)

# %% exercise="90.7" role="validation"
{"data": prova["nuove"], "target": "comprato", "score": "roc_auc", "columns": ["prezzo", "visite"], "threshold": 0.75}
"""

FIRST_HEAVY = '# %% [markdown] exercise="90.6"'

MAKER = '''"""The data of the invented lesson 90."""

import numpy as np
import pandas as pd

from kit.synthesis.making import Maker

CHANNELS = ["negozio", "sito", "fiera"]


def choose(rng):
    return {"canale": CHANNELS[int(rng.integers(3))]}


def ask(params):
    return {"media": f"La media nel canale {params['canale']}?"}


def people(rng, size):
    visits = rng.integers(1, 9, size)
    price = np.round(rng.uniform(5, 60, size), 2)
    bought = (rng.random(size) < 1 / (1 + np.exp(-(visits - 4.5) * 0.9))).astype(int)
    table = pd.DataFrame({"canale": rng.choice(CHANNELS, size), "prezzo": price, "visite": visits, "comprato": bought})
    table["canale"] = table["canale"].astype("str")
    return table


def make(rng, params):
    return {"vendite": people(rng, 120), "nuove": people(rng, 200)}


MAKER = Maker(choose, ask, make, {"ci sono tutti i canali": lambda v: v.tables["vendite"]["canale"].nunique() == 3})
'''

# What honest students hand in: by student, the answers that differ from the author's.
HONEST: dict[str, dict[str, str]] = {
    "tutto": {},
    "media": {"90.2": "media = vendite['prezzo'].mean()"},
    "due": {
        "90.3": "migliore = vendite['canale'].iloc[0] + 'x'",
        "90.4": "totali = vendite.groupby('canale')['prezzo'].mean()",
    },
    "fermo": {"90.2": "media = vendite['prezo'].mean()", "90.6": "grafico = ..."},
    "funzione": {"90.5": "def quota(parte, totale):\n    return totale / parte if parte else 0"},
    "vuoto": {
        f"90.{n}": f"{name} = ..."
        for n, name in enumerate(["media", "migliore", "totali", "quota", "grafico", "modello"], 2)
    },
}


def write_lesson(folder: Path, *, light: bool = False) -> Path:
    """The source, with its generator beside it; `light`: without the figure and the model, which cost most."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "variante_90.py").write_text(MAKER, encoding="utf-8")
    source = folder / "90_prova_di_ogni_genere.py"
    source.write_text(SOURCE.partition(FIRST_HEAVY)[0] if light else SOURCE, encoding="utf-8")
    return source
