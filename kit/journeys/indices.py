"""The five themes of the dynamic journey as numbers: each with what it measures and what it does not say.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from kit.journeys import measures
from kit.journeys.errors import JourneyError
from kit.journeys.events import is_conversion, microseconds, ordered_events
from kit.journeys.measures import Log, Value
from kit.journeys.paths import Ints
from kit.journeys.stages import STAGES, stage_numbers

EARNED = ("passaparola", "recensioni")
PAID = ("banner", "creator", "retargeting")
SEARCH = ("ricerca", "ricerca_marca", "recensioni")


@dataclass(frozen=True)
class Index:
    """Un indice: tema, nome, unità, come si calcola, che cosa misura, che cosa non dice, di quali colonne ha bisogno."""

    theme: str
    name: str
    unit: str
    compute: object
    means: str
    not_: str
    needs: tuple[str, ...] = field(default=())


INDICES = (
    Index(
        "fonti multiple", "canali_effettivi", "canali per persona", measures.effective_channels,
        "Quanti canali usa in media una persona, pesati per l'uso: exp dell'entropia dei suoi tocchi.",
        "Non dice che più canali siano meglio: chi ha più tocchi ne usa di più per forza.",
    ),
    Index(
        "fonti multiple", "dispositivi_effettivi", "dispositivi per persona", measures.effective_devices,
        "Lo stesso conto sui dispositivi.",
        "Vale solo dopo aver unito le identità: prima, ogni dispositivo sembra una persona.", ("dispositivo",),
    ),
    Index(
        "fonti multiple", "cambi_dispositivo", "quota", measures.device_switches,
        "Su quanti eventi di fila della stessa persona cambia il dispositivo.",
        "Non vede i dispositivi che nessuno ha collegato.", ("dispositivo",),
    ),
    Index(
        "fonti multiple", "percorsi_unici", "quota", measures.unique_journeys,
        "Quota di persone con una sequenza di canali che nessun altro ha (ripetizioni di fila unite).",
        "Cresce con la lunghezza: con percorsi lunghi quasi tutti sono unici, anche a caso.",
    ),
    Index(
        "concentrazione", "hhi_persona", "da 0 a 1", measures.hhi_person,
        "Quanto i tocchi di una persona stanno in pochi canali: somma dei quadrati delle quote, media sulle persone con almeno tre tocchi.",
        "Con pochi tocchi è alto per forza.",
    ),
    Index(
        "concentrazione", "hhi_mercato", "da 0 a 1", measures.hhi_market,
        "Lo stesso conto su tutti i tocchi insieme.",
        "Non dice niente sulle singole persone.",
    ),
    Index(
        "concentrazione", "scarto_hhi", "da −1 a 1", measures.hhi_gap,
        "Persona meno mercato: alto vuol dire ognuno concentrato su canali diversi da quelli degli altri.",
        "Non è fedeltà a un canale: può bastare un'abitudine.",
    ),
    Index(
        "concentrazione", "gini_tocchi", "da 0 a 1", measures.gini_touches,
        "Quanto i tocchi stanno su poche persone.",
        "Non dice se le persone con più tocchi sono più interessate o solo più inseguite.",
    ),
    Index(
        "concentrazione", "canale_perno", "quota", measures.hub_share,
        "Quota di persone con almeno metà dei tocchi in un canale solo (tre tocchi o più).",
        "Un canale perno non è per forza quello che convince.",
    ),
    Index(
        "fiducia", "rapporto_conversioni", "rapporto", measures.earned_rate_ratio,
        "Conversioni per giorno nei 7 giorni dopo un tocco guadagnato (amici, recensioni) diviso quelle dopo un tocco pagato.",
        "È un segnale indiretto: chi chiede consiglio può essere già deciso. Causa solo con un gruppo tenuto fuori.",
    ),
    Index(
        "fiducia", "ore_dopo_consiglio", "ore (mediana)", measures.hours_after_earned,
        "Quanto passa da un tocco guadagnato al passo seguente, contando chi non ne ha ancora uno.",
        "Un passo veloce non è un acquisto.",
    ),
    Index(
        "fiducia", "ore_dopo_pagato", "ore (mediana)", measures.hours_after_paid,
        "Lo stesso dopo un tocco pagato.",
        "Chi vede pubblicità è stato scelto dalla pubblicità.",
    ),
    Index(
        "ricerca e ascolto", "profondita_ricerca", "tocchi", measures.search_depth,
        "Quanti tocchi di ricerca fa in media chi compra, prima del primo acquisto.",
        "Vede solo le ricerche che passano dai canali registrati.",
    ),
    Index(
        "ricerca e ascolto", "giri_di_ricerca", "quota", measures.search_loops,
        "Quota di persone che tornano a cercare dopo essere passate ad altro.",
        "Tornare può voler dire dubbio o interesse: il numero non li distingue.",
    ),
    Index(
        "ricerca e ascolto", "tasso_di_risposta", "quota", measures.reply_rate,
        "Quota di messaggi delle persone a cui la marca risponde entro 24 ore nella stessa conversazione.",
        "Non dice se la risposta è servita.", ("conversazione", "mittente"),
    ),
    Index(
        "ricerca e ascolto", "ore_di_risposta", "ore (mediana)", measures.reply_hours,
        "Quanto aspetta una persona la risposta della marca, contando chi aspetta ancora.",
        "La mediana nasconde chi aspetta giorni.", ("conversazione", "mittente"),
    ),
    Index(
        "conversazione come prodotto", "quota_risposte", "quota", measures.reply_share,
        "Quota di tocchi che sono risposte a un messaggio precedente.",
        "Conta le risposte, non la loro qualità.", ("conversazione",),
    ),
    Index(
        "conversazione come prodotto", "reciprocita", "quota", measures.reciprocity,
        "Quota di conversazioni in cui parlano sia le persone sia la marca.",
        "Una risposta automatica conta come una vera.", ("conversazione", "mittente"),
    ),
    Index(
        "conversazione come prodotto", "lunghezza_conversazione", "messaggi", measures.thread_length,
        "Quanti messaggi ha in media una conversazione.",
        "Lunga può essere una bella chiacchierata o un problema non risolto.", ("conversazione",),
    ),
    Index(
        "conversazione come prodotto", "conversazione_dopo_acquisto", "quota", measures.talk_after_purchase,
        "Quota di chi ha comprato che scrive nei 30 giorni dopo l'acquisto.",
        "Scrive anche chi ha un reclamo. Gli acquisti dell'ultimo mese non hanno ancora avuto 30 giorni.", ("conversazione",),
    ),
    Index(
        "conversazione come prodotto", "persone_nuove_per_conversazione", "persone", measures.newcomers_per_thread,
        "Persone il cui primo evento è in una conversazione aperta da altri, diviso le conversazioni.",
        "«Nuove» per questo registro: potevano esserci già altrove.", ("conversazione",),
    ),
    Index(
        "dall'imbuto al percorso", "linearita", "quota", measures.linearity,
        "Quota di passaggi fra tappe diverse che avanzano di una tappa esatta.",
        "Dipende da chi ha deciso quale evento sta in quale tappa.", ("tappa",),
    ),
    Index(
        "dall'imbuto al percorso", "ritorni", "quota", measures.loop_rate,
        "Quota di passaggi fra tappe diverse che tornano indietro.",
        "Tornare a informarsi non è perdere la persona.", ("tappa",),
    ),
    Index(
        "dall'imbuto al percorso", "entropia_passaggi", "bit per passaggio", measures.stage_entropy,
        "Quanto è imprevedibile la tappa seguente: 0 in un imbuto puro.",
        "Un numero alto può venire da tappe definite male.", ("tappa",),
    ),
    Index(
        "dall'imbuto al percorso", "guadagno_memoria", "log-verosimiglianza per passo", measures.memory_gain,
        "Quanto si prevede meglio il prossimo tocco guardandone due all'indietro invece di uno, su persone tenute da parte.",
        "Prevedere meglio non è spiegare.",
    ),
)  # fmt: skip


def dynamic_indices(
    events: pd.DataFrame,
    *,
    earned: Sequence[str] = EARNED,
    paid: Sequence[str] = PAID,
    search: Sequence[str] = SEARCH,
    steps: Sequence[str] = STAGES,
) -> pd.DataFrame:
    """I cinque temi del percorso dinamico, e quanto il percorso somiglia a un imbuto, come numeri.

    Parameters
    ----------
    events : DataFrame
        Da `read_events`. Oltre alle colonne obbligatorie usa, se ci sono, ``dispositivo``, ``tappa``, ``conversazione`` (di quale
        scambio fa parte un messaggio) e ``mittente`` ("persona" o "marca").
    earned, paid, search : list of str
        Quali canali sono guadagnati (amici, recensioni), pagati, di ricerca.
    steps : list of str
        Le tappe, dalla prima.

    Returns
    -------
    DataFrame
        ``tema``, ``indice``, ``valore``, ``unita``, ``che_cosa_misura``, ``che_cosa_non_dice``. ``valore`` è NaN dove manca una
        colonna o non ci sono casi: lo dice ``che_cosa_non_dice``.

    Raises
    ------
    JourneyError
        Se nessuno dei canali indicati esiste, o come in `read_events`.

    Notes
    -----
    I temi sono quelli del «dynamic customer journey» (Altimeter Group, 2012); le misure sono di questo corso.
    """
    events = ordered_events(events)
    channels = events["canale"].cat.categories
    for role, names in (("earned", earned), ("paid", paid), ("search", search)):
        if names and not set(names) & set(channels):
            raise JourneyError(
                f"Nessuno dei canali di {role} ({', '.join(names)}) è negli eventi. I canali sono: {', '.join(map(str, channels))}. "
                f"Scrivi i tuoi in {role}=[…]."
            )
    log = _log(events, earned, paid, search, steps)
    rows = []
    for index in INDICES:
        missing = [name for name in index.needs if name not in events.columns]
        value, not_ = float("nan"), index.not_
        if missing:
            not_ = f"Manca la colonna {' e '.join(f'«{name}»' for name in missing)}: non si calcola."
        else:
            assert callable(index.compute)
            value = float(index.compute(log))
            if np.isnan(value):
                not_ = "In questi dati non ci sono casi: non si calcola."
        rows.append((index.theme, index.name, value, index.unit, index.means, not_))
    return pd.DataFrame(rows, columns=["tema", "indice", "valore", "unita", "che_cosa_misura", "che_cosa_non_dice"])


def _log(
    events: pd.DataFrame, earned: Sequence[str], paid: Sequence[str], search: Sequence[str], steps: Sequence[str]
) -> Log:
    channel = events["canale"].cat.codes.to_numpy(dtype=np.int64)
    names = events["canale"].cat.categories

    def among(wanted: Sequence[str]) -> Value:
        return np.isin(channel, np.flatnonzero(names.isin(list(wanted))))

    return Log(
        events=events,
        person=events["utente"].cat.codes.to_numpy(dtype=np.int64),
        instant=microseconds(events["data_ora"]),
        channel=channel,
        won=is_conversion(events),
        earned=among(earned),
        paid=among(paid),
        search=among(search),
        device=_numbers(events, "dispositivo"),
        thread=_numbers(events, "conversazione"),
        brand=(events["mittente"] == "marca").to_numpy(dtype=bool)
        if "mittente" in events
        else np.zeros(len(events), bool),
        stage=_stages(events, steps),
    )


def _numbers(events: pd.DataFrame, column: str) -> Ints:
    if column not in events:
        return np.full(len(events), -1)
    text = events[column].astype("str")
    numbers, _ = pd.factorize(text.where(events[column].notna() & (text != ""), other=None))
    return numbers.astype(np.int64, copy=False)


def _stages(events: pd.DataFrame, steps: Sequence[str]) -> Ints:
    if "tappa" not in events:
        return np.full(len(events), -1)
    present = set(events["tappa"].dropna().astype("str")) | {"acquisto"}
    known = [step for step in steps if step in present]
    inside = stage_numbers(events, known)
    position = np.array([list(steps).index(step) for step in known] + [-1])
    return position[inside]
