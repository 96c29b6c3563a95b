"""What an audit says, in sentences: the few that matter, and what cannot be concluded.  Pure: an Audit in, text out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kit.followers.decision import FAKE, UNDECIDED
from kit.followers.share import CORRECTED, RAW
from kit.formats import it, pct

if TYPE_CHECKING:
    from kit.followers.auditing import Audit

NO_PROFILE = "I profili non ci sono (mancano follower e seguiti): nessuna regola è valutabile e la quota di falsi non si può stimare."
CANNOT = (
    "Chi ha comprato i follower: qualcuno può comprarli per danneggiare un concorrente.",
    "Che un conto segnato sia falso: un punteggio non è una prova, e nessuno va accusato o bloccato solo per questo.",
    "Che un conto non segnato sia una persona: un venditore nuovo sfugge.",
    "Che falso, robot, inattivo e spammer siano la stessa cosa: qui *falso* vuol dire comprato.",
    "Quanto vale il pubblico: chi è vero può non essere vicino. Guarda le reazioni, soprattutto le condivisioni.",
)
SOURCES = (
    "Cresci, Di Pietro, Petrocchi, Spognardi, Tesconi, Fame for sale: efficient detection of fake Twitter followers, "
    "Decision Support Systems 80 (2015): caratteristiche, gruppi, cifre di confronto.",
    "Rogan e Gladen, American Journal of Epidemiology 107 (1978); Lang e Reiczigel, Preventive Veterinary Medicine 113 "
    "(2014): quota corretta e suo intervallo.",
    "Saerens, Latinne, Decaestecker, Neural Computation 14 (2002): stima EM.",
    "Chow, IEEE Transactions on Information Theory 16 (1970): quando restare indecisi.",
    "Nigrini, Benford's Law (2012); Golbeck, PLoS ONE 10 (2015): prime cifre.",
)


def brief(found: Audit) -> list[str]:
    """Le tre o quattro frasi che contano."""
    lines = [f"Esaminati {_accounts(found.accounts)}{_of(found)}."]
    judged = found.judged
    if judged is None:
        lines.append(NO_PROFILE)
    else:
        rows = {row["metodo"]: row for row in judged.shares.to_dict("records")}
        row, raw = rows[CORRECTED], rows[RAW]["stima"]
        lines.append(
            f"Falsi stimati: {pct(row['stima'])}, circa {_accounts(round(row['stima'] * found.audience))} "
            f"(da {pct(row['limite_inf'])} a {pct(row['limite_sup'])}, intervallo al 95 %). "
            f"Il conteggio grezzo dice {pct(raw)}."
        )
        if row["avviso"]:
            lines.append(f"Attenzione: {row['avviso']}.")
        if judged.shift is not None and judged.shift.attrs["spostato"]:
            worst = float(judged.scenarios["quota_di_falsi"].max())
            further = (
                f"Se i falsi sono di un venditore mai visto, la quota può essere più alta: nelle prove arriva a {pct(worst)}."
                if worst > row["limite_sup"]
                else "Se i falsi sono di un venditore mai visto, la quota può essere più alta, e di quanto non si sa: verifica a "
                "mano un campione di questo pubblico."
            )
            lines.append(
                "Questo pubblico non somiglia ai conti da cui il modello ha imparato: l'intervallo qui sopra non garantisce "
                f"niente. {further}"
            )
    over = found.signals[found.signals["oltre"].fillna(False).astype(bool)] if len(found.signals) else found.signals
    if len(over):
        lines.append("Segnali di gruppo oltre il riferimento: " + ", ".join(over["segnale"]) + ".")
    elif len(found.signals) and found.signals["valore"].notna().any():
        lines.append("Nessun segnale di gruppo oltre il riferimento (ma c'è chi vende senza fare raffiche).")
    if found.frame is not None and not found.frame.attrs["sparsi"]:
        lines.append(found.frame.attrs["giudizio"])
    return lines


def _accounts(count: int) -> str:
    return "un conto" if count == 1 else f"{it(count)} conti"


def _of(found: Audit) -> str:
    return f", campione di {it(found.audience)} follower" if found.audience > found.accounts else ""


def cost_lines(found: Audit) -> list[str]:
    """Che cosa succede se si toglie chi è segnato."""
    if found.judged is None:
        return []
    table = found.judged.costs
    wrong, share = (float(table[name]["persone"]) for name in ("segnati", "quota_fra_i_segnati"))
    missed = float(table["non_segnati"]["falsi"])
    counts = found.judged.verdicts.set_index("verdetto")["conti"]
    return [
        f"Se togliessi tutti i conti segnati, fra loro ci si aspetta {_people(wrong)}: {pct(share)} dei segnati."
        if pd.notna(share)
        else "Nessun conto è segnato.",
        f"Fra i non segnati {_fakes(missed)}.",
        f"Con i costi dati, {it(counts[FAKE])} conti risultano falsi e {it(counts[UNDECIDED])} indecisi: questi ultimi conviene guardarli.",
    ]


def _people(count: float) -> str:
    whole = round(count)
    if whole == 0:
        return "quasi nessuna persona vera"
    return "circa una persona vera" if whole == 1 else f"circa {it(whole)} persone vere"


def _fakes(count: float) -> str:
    whole = round(count)
    if whole == 0:
        return "non resterebbe quasi nessun falso"
    return "resterebbe circa un falso" if whole == 1 else f"resterebbero circa {it(whole)} falsi"


def cannot(found: Audit) -> list[str]:
    """Che cosa non si può concludere, con ciò che manca in questi dati."""
    lines = list(CANNOT)
    if found.reading.get("non_puo_dire"):
        lines.insert(0, str(found.reading["non_puo_dire"]))
    if found.judged is not None:
        lines.append(
            "Che gli errori del modello siano questi anche qui: sono misurati su conti in stile 2013. L'unico rimedio è "
            "verificare a mano un campione di questo pubblico."
        )
    if not found.reference:
        lines.append("L'età dei conti: non si sa quando sono stati letti, o le date mancano.")
    return lines
