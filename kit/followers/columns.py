"""The canonical columns of an account, what each costs to collect, and the checks at the door.

Pure: a table in, arrays of numbers out (NaN = missing).  Every other file of the room reads a table through `Inputs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.datasets.errors import DataError
from kit.formats import it

Floats = NDArray[np.float64]

COUNT, FLAG, SHARE, DATE = "conteggio", "sì/no", "quota", "data"
REFERENCE = "data_riferimento"  # key of `accounts.attrs`
YES = frozenset({"true", "1", "1.0", "yes", "y", "t", "vero", "sì", "si", "s"})
NO = frozenset({"false", "0", "0.0", "no", "n", "f", "falso"})
SHOWN = 3  # rows named in an error


@dataclass(frozen=True)
class Column:
    """Una colonna canonica: che cosa misura, che genere di valore ha, quanto costa raccoglierla."""

    kind: str
    cost: str
    what: str


COLUMNS: dict[str, Column] = {
    # Class A: one call gives a hundred profiles.
    "follower": Column(COUNT, "A", "quanti conti lo seguono"),
    "seguiti": Column(COUNT, "A", "quanti conti segue"),
    "messaggi": Column(COUNT, "A", "quanti messaggi ha scritto"),
    "preferiti": Column(COUNT, "A", "quanti messaggi altrui ha segnato come preferiti"),
    "liste": Column(COUNT, "A", "in quante liste altrui si trova"),
    "creato": Column(DATE, "A", "quando è stato aperto il conto"),
    "seguito_il": Column(DATE, "A", "quando ha cominciato a seguirti"),
    "nome": Column(FLAG, "A", "il nome è compilato"),
    "immagine": Column(FLAG, "A", "ha un'immagine sua, non quella predefinita"),
    "immagine_ripetuta": Column(FLAG, "A", "la stessa immagine è di almeno tre conti"),
    "bio": Column(FLAG, "A", "la presentazione è compilata"),
    "bio_bot": Column(FLAG, "A", "nella presentazione c'è la parola «bot»"),
    "url": Column(FLAG, "A", "nel profilo c'è un indirizzo web"),
    "indirizzo": Column(FLAG, "A", "nel profilo c'è un luogo"),
    "protetto": Column(FLAG, "A", "i messaggi sono privati"),
    "verificato": Column(FLAG, "A", "la piattaforma ha verificato il conto"),
    "bio_lunghezza": Column(COUNT, "A", "caratteri della presentazione"),
    "nome_lunghezza": Column(COUNT, "A", "caratteri del nome utente"),
    "nome_cifre": Column(SHARE, "A", "quota di cifre nel nome utente"),
    "nome_uguale": Column(FLAG, "A", "nome e nome utente sono uguali"),
    # Class B: the messages of each account.
    "geotag": Column(FLAG, "B", "almeno un messaggio dice dove è stato scritto"),
    "preferito_da_altri": Column(FLAG, "B", "almeno un suo messaggio è fra i preferiti di qualcuno"),
    "punteggiatura": Column(FLAG, "B", "usa la punteggiatura nella presentazione o nei messaggi"),
    "hashtag": Column(FLAG, "B", "almeno un messaggio ha un hashtag"),
    "client_iphone": Column(FLAG, "B", "ha scritto da iPhone"),
    "client_android": Column(FLAG, "B", "ha scritto da Android"),
    "client_foursquare": Column(FLAG, "B", "ha scritto da Foursquare"),
    "client_instagram": Column(FLAG, "B", "ha scritto da Instagram"),
    "client_web": Column(FLAG, "B", "ha scritto dal sito"),
    "menzioni": Column(FLAG, "B", "almeno una risposta o menzione"),
    "non_solo_link": Column(FLAG, "B", "non pubblica soltanto collegamenti"),
    "ritwittato": Column(FLAG, "B", "almeno un suo messaggio è stato rilanciato da altri"),
    "client_diversi": Column(FLAG, "B", "scrive da programmi diversi"),
    "usa_api": Column(FLAG, "B", "ha scritto anche da fuori del sito"),
    "stessa_frase": Column(FLAG, "B", "manda la stessa frase a molti"),
    "messaggi_simili": Column(FLAG, "B", "due degli ultimi 15 messaggi hanno quattro parole di fila in comune"),
    "stesso_messaggio": Column(COUNT, "B", "quante volte ripete il messaggio che ripete di più"),
    "quota_spam": Column(SHARE, "B", "quota di messaggi con frasi da venditore"),
    "quota_retweet": Column(SHARE, "B", "quota di messaggi che ne rilanciano un altro"),
    "quota_link": Column(SHARE, "B", "quota di messaggi con un collegamento"),
    "quota_api": Column(SHARE, "B", "quota di messaggi scritti da fuori del sito"),
    "risposta_istantanea": Column(FLAG, "B", "risponde in millesimi di secondo"),
    "segue_e_lascia": Column(FLAG, "B", "segue e poi lascia entro 24 ore"),
    # Class C: the accounts that each account follows.
    "reciproci": Column(SHARE, "C", "quota di conti seguiti che ricambiano"),
    "vicini_follower": Column(COUNT, "C", "follower medi dei conti che segue"),
    "vicini_messaggi": Column(COUNT, "C", "messaggi medi dei conti che segue"),
    "vicini_follower_mediana": Column(COUNT, "C", "follower del conto che sta in mezzo fra quelli che segue"),
}


def check_table(accounts: Any) -> None:
    """Ferma ciò che non è una tabella di conti.

    Raises
    ------
    DataError
        Se non è un DataFrame, è vuota, o non ha nessuna colonna nota.
    """
    if not isinstance(accounts, pd.DataFrame):
        raise DataError(f"Serve una tabella di conti (DataFrame), non un oggetto di tipo {type(accounts).__name__}.")
    if accounts.empty:
        raise DataError("La tabella non ha nessun conto: guarda il filtro della cella sopra.")
    if not any(name in COLUMNS for name in accounts.columns):
        known = ", ".join(list(COLUMNS)[:8])
        raise DataError(
            f"Nella tabella non c'è nessuna colonna che conosco. Le più usate: {known}… "
            "Un file di un altro formato va letto con kit.followers.load."
        )


def where(accounts: pd.DataFrame, bad: NDArray[np.bool_], name: str) -> str:
    """Le prime righe con un valore sbagliato, per un messaggio: «riga 3 (−5), riga 8 (−1)»."""
    places = np.flatnonzero(bad)
    values = accounts[name].iloc[places[:SHOWN]].tolist()
    shown = ", ".join(f"riga {place + 1} ({value})" for place, value in zip(places, values, strict=False))
    return shown + (f" e altre {it(len(places) - SHOWN)}" if len(places) > SHOWN else "")


class Inputs:
    """Le colonne di una tabella come numeri, controllate quando servono; ciò che manca è NaN.

    Parameters
    ----------
    accounts : DataFrame
        Una riga per conto.
    reference_date : str or Timestamp, optional
        Il giorno in cui i conti sono stati letti; se manca, quello annotato da `load`.

    Raises
    ------
    DataError
        Se la tabella non è di conti, o un valore è impossibile (con riga e colonna).
    """

    def __init__(self, accounts: pd.DataFrame, reference_date: str | pd.Timestamp | None = None) -> None:
        check_table(accounts)
        self.accounts = accounts
        self.reference = reference_day(accounts, reference_date)
        self._read: dict[str, Floats] = {}

    def __len__(self) -> int:
        return len(self.accounts)

    def __getitem__(self, name: str) -> Floats:
        if name not in self._read:
            self._read[name] = self._age() if name == "eta" else self._column(name)
        return self._read[name]

    def has(self, name: str) -> bool:
        """Dice se la colonna c'è e ha almeno un valore."""
        if name == "eta":
            return self.reference is not None and self.has("creato")
        return name in self.accounts.columns and bool(self.accounts[name].notna().any())

    def ratio(self) -> Floats:
        """Conti seguiti per ogni follower; zero follower conta come uno, perché il rapporto esista."""
        return np.asarray(self["seguiti"] / np.maximum(self["follower"], 1))

    def _column(self, name: str) -> Floats:
        if name not in self.accounts.columns:
            return np.full(len(self.accounts), np.nan)
        column = self.accounts[name]
        if column.dtype.kind not in "biuf":
            text = column.astype("string").str.strip().str.lower()
            column = text.map(lambda one: "1" if one in YES else "0" if one in NO else one) if _is_flag(name) else text
            numbers = pd.to_numeric(column.replace("", None), errors="coerce")
            self._refuse((numbers.isna() & text.notna() & (text != "")).to_numpy(), name, "non è un numero")
            column = numbers
        values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        kind = COLUMNS[name].kind
        if kind == COUNT:
            self._refuse(values < 0, name, "è negativo: un conteggio parte da 0")
            self._refuse(np.isinf(values), name, "è infinito")
        elif kind == SHARE:
            self._refuse((values < 0) | (values > 1), name, "non sta fra 0 e 1: è una quota, non una percentuale")
        else:
            self._refuse((values != 0) & (values != 1) & ~np.isnan(values), name, "non è né 0 (no) né 1 (sì)")
        return values

    def _refuse(self, bad: NDArray[np.bool_], name: str, why: str) -> None:
        if bad.any():
            raise DataError(
                f"Nella colonna «{name}» c'è un valore che {why}: {where(self.accounts, bad, name)}. "
                "Correggilo nel file di partenza, o lascia vuota la cella se il valore non si conosce."
            )

    def days(self, name: str) -> Floats:
        """Una colonna di date come giorni dal 1970; NaN dove manca."""
        if name not in self.accounts.columns:
            return np.full(len(self.accounts), np.nan)
        column = self.accounts[name]
        if column.dtype.kind != "M":
            dates = pd.to_datetime(column, errors="coerce", format="ISO8601", utc=True)
            self._refuse((dates.isna() & column.notna()).to_numpy(), name, "non è una data (scrivila come 2025-02-28)")
            column = dates
        if getattr(column.dtype, "tz", None) is not None:
            column = column.dt.tz_convert("UTC").dt.tz_localize(None)
        micro = column.to_numpy(dtype="datetime64[us]")
        days = micro.astype("int64") / 86_400e6
        days[np.isnat(micro)] = np.nan
        return np.asarray(days)

    def _age(self) -> Floats:
        if self.reference is None:
            return np.full(len(self.accounts), np.nan)
        age = self.reference.value / 86_400e9 - self.days("creato")
        late = age < -1  # a day of slack: time zones
        if late.any():
            raise DataError(
                f"Ci sono conti aperti dopo il giorno di riferimento ({self.reference:%d/%m/%Y}): "
                f"{where(self.accounts, late, 'creato')}. Indica con reference_date il giorno in cui i conti sono stati letti."
            )
        return np.maximum(age, 0)


def _is_flag(name: str) -> bool:
    return COLUMNS[name].kind == FLAG


def reference_day(accounts: pd.DataFrame, given: str | pd.Timestamp | None = None) -> pd.Timestamp | None:
    """Il giorno in cui i conti sono stati letti: quello dato, o quello annotato da `load`, o niente.

    Raises
    ------
    DataError
        Se non è una data.
    """
    chosen = given if given is not None else accounts.attrs.get(REFERENCE)
    if chosen is None:
        return None
    try:
        day = pd.Timestamp(chosen)
    except (ValueError, TypeError) as error:
        raise DataError(f"«{chosen}» non è una data: scrivi anno-mese-giorno, per esempio 2025-02-28.") from error
    if pd.isna(day):
        raise DataError(f"«{chosen}» non è una data: scrivi anno-mese-giorno, per esempio 2025-02-28.")
    return day.tz_convert("UTC").tz_localize(None) if day.tzinfo is not None else day
