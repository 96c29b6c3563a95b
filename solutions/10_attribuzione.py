# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   kit:
#     lesson: "10"
#     title: Attribuisci il merito ai canali, poi verifica
#     what: >-
#       Dividi il merito delle vendite fra i canali in quattro modi diversi. Poi scopri quanto sbagliano, in un mondo inventato
#       dove la verità si conosce. Alla fine calcoli quanto costa spostare un budget fidandosi del modello sbagliato.
#     base: 75
#     deep: 75
#     data: [eventi, collegamenti, laboratorio, laboratorio_verita, laboratorio_persone]
#     requires: ["00", "01", "09"]
#     objectives:
#       A: Dividi il merito di una vendita con il primo tocco, l'ultimo tocco e il modello lineare.
#       B: Calcoli quante vendite perde una mappa di percorsi se togli un canale.
#       C: Confronti i modelli con la verità e dici quanto merito danno a chi non fa niente.
#       D: Leggi un esperimento con un canale spento a sorte, e il suo intervallo.
#       E: Calcoli quanto costa un budget spostato sul modello sbagliato.
#     words:
#       tocco:
#         en: touch, touchpoint
#         text: Un incontro fra una persona e la marca, in un canale. Per esempio un annuncio visto o una mail aperta.
#       percorso:
#         en: customer journey, path
#         text: I tocchi di una persona, messi in ordine di tempo.
#       conversione:
#         en: conversion
#         text: Il passo che si voleva ottenere. In questa lezione è un acquisto.
#       attribuzione:
#         en: attribution
#         text: Dividere il merito delle conversioni fra i canali, secondo una regola scelta prima.
#       modello lineare:
#         en: linear model
#         text: La regola che divide ogni conversione in parti uguali fra i tocchi del suo percorso.
#       effetto di rimozione:
#         en: removal effect
#         text: La parte di vendite che una mappa di percorsi perde quando si cancella un canale.
#       finestra:
#         en: lookback window
#         text: Quanto tempo prima dell'acquisto si guarda. I tocchi più vecchi non contano.
#       ricerca di marca:
#         en: brand search
#         text: Cercare proprio il nome di una marca. Di solito lo fa chi la conosce già.
#       retargeting:
#         en: retargeting
#         text: Annunci mostrati a chi ha già visitato il sito.
#       omnicanale:
#         en: omnichannel
#         text: Un modo di lavorare che segue la persona da un canale all'altro, negozio compreso.
#       incremento:
#         en: incremental effect
#         text: Le vendite in più che ci sono grazie a un canale. Senza, non ci sarebbero.
#       gruppo senza canale:
#         en: holdout
#         text: Persone estratte a sorte a cui un canale viene spento. Mostrano che cosa succede senza.
#     variant: "10"
# ---

# %% [markdown]
# # 10. Attribuisci il merito ai canali, poi verifica
#
# {{ scheda }}

# %%
from kit.datasets import describe, load, load_variant
from kit.exercises import bring_back, check, hint, progress, quiz, ready, restart, solution, take_away
from kit.journeys import attribute, build_paths, holdout_effect, paths_from_strings, read_events, stitch_identities
from kit.plots import show, style

style()
ready("10")

# %% [markdown] minutes=1
# ## La domanda
#
# **Tullio**, il titolare di Fiatolungo, apre il cruscotto delle vendite. Per ogni vendita il cruscotto guarda l'ultimo canale
# incontrato e gli dà tutto il merito. «Il **retargeting** chiude più vendite delle foto nei social», dice. Il retargeting
# è l'insieme degli annunci mostrati a chi ha già visitato il sito. «Spostiamo lì una parte dei soldi delle foto?»
#
# **Nives** non è convinta. Chi vede quegli annunci stava già guardando le scarpe: forse avrebbe comprato lo stesso. Prima di
# muovere i soldi, vuole sapere chi ha davvero il merito. Lo scopri con lei.

# %% [markdown] minutes=1
# ## Prima di calcolare, prevedi
#
# Un canale compare spesso **subito prima** degli acquisti. Se lo spegni, le vendite calano? Scrivi `"sì"`, `"no"` oppure
# `"dipende"`.

# %%
mia_previsione = "sì"
mia_previsione

# %% [markdown] minutes=3
# ## 1. Otto percorsi, tre regole
#
# Un **tocco** è un incontro fra una persona e la marca: un annuncio, una mail, una recensione. I tocchi di una persona, messi
# in ordine, sono il suo **percorso**. Partiamo da otto percorsi piccoli, così puoi controllare tutto a mano. `vendita` vale 1
# se alla fine la persona ha comprato; il segno `>` vuol dire «poi».

# %% jupyter={"source_hidden": true}
import warnings

import pandas as pd

from kit.journeys import JourneyWarning

warnings.simplefilter("ignore", JourneyWarning)  # ciò che avvertirebbero è scritto nel testo della lezione
otto = pd.DataFrame(
    {
        "persona": ["Alba", "Bice", "Ciro", "Dario", "Elsa", "Fosco", "Gina", "Ivo"],
        "percorso": [
            "social > newsletter > recensioni",
            "social > newsletter",
            "social > recensioni",
            "social",
            "newsletter > recensioni",
            "newsletter",
            "recensioni",
            "recensioni",
        ],
        "vendita": [1, 0, 1, 0, 0, 1, 1, 0],
    }
)
otto

# %% [markdown]
# Le vendite sono quattro: Alba, Ciro, Fosco e Gina. Dividere il loro merito fra i canali si chiama **attribuzione**. La regola
# del *primo tocco* dà tutto al canale che ha aperto il percorso. `str.split` taglia il testo a ogni ` > ` e `str[0]` prende
# il primo pezzo.

# %%
otto["primo"] = otto["percorso"].str.split(" > ").str[0]
otto.groupby("primo")["vendita"].sum()

# %% [markdown]
# Con il primo tocco vincono i social: due vendite su quattro sono cominciate lì. L'*ultimo tocco* fa il contrario: dà tutto al
# canale che ha chiuso il percorso. È la regola del cruscotto di Tullio.

# %% [markdown] exercise="10.1" role="prompt" objective="A" minutes=4 kind="series"
# ### Esercizio 10.1 · L'ultimo tocco
#
# Crea in `otto` la colonna `ultimo`, con l'ultimo pezzo di ogni percorso: si prende con `str[-1]`. Poi somma le vendite per
# `ultimo`. Alle due righe togli il segno `#` e lo spazio che lo segue, poi riempi i vuoti.
#
# **Forma:** le vendite di ogni canale, calcolate con `groupby`.

# %% exercise="10.1" role="answer"
### BEGIN SOLUTION
otto["ultimo"] = otto["percorso"].str.split(" > ").str[-1]
merito_ultimo = otto.groupby("ultimo")["vendita"].sum()
### END SOLUTION
# otto["ultimo"] = otto["percorso"].str.split(" > ").str[______]
# merito_ultimo = otto.groupby(______)[______].sum()

# %% exercise="10.1" role="check"
check("10.1", merito_ultimo)

# %% exercise="10.1" role="alternative"
venduti = otto[otto["vendita"] == 1]
merito_ultimo = venduti["percorso"].str.split(" > ").str[-1].value_counts()

# %% exercise="10.1" role="wrong" mistake="primo"
# Hai dato il merito a chi ha aperto il percorso. Qui serve chi lo ha chiuso: quale numero prende l'ultimo pezzo?
merito_ultimo = otto.groupby("primo")["vendita"].sum()

# %% exercise="10.1" role="wrong" mistake="secondo"
# Con `str[1]` hai preso il secondo pezzo, e chi ha un tocco solo è sparito. Python conta da zero: come si prende l'ultimo,
# se i percorsi non sono lunghi uguali?
otto["ultimo"] = otto["percorso"].str.split(" > ").str[1]
merito_ultimo = otto.groupby("ultimo")["vendita"].sum()

# %% exercise="10.1" role="wrong" mistake="percorsi"
# Hai contato tutti i percorsi, anche quelli senza vendita. Il merito si divide solo fra le vendite: quale colonna va
# sommata?
otto["ultimo"] = otto["percorso"].str.split(" > ").str[-1]
merito_ultimo = otto["ultimo"].value_counts()

# %% exercise="10.1" role="wrong" mistake="tasso"
# Hai fatto la media: è la quota di percorsi che finiscono con una vendita. Il merito è un conteggio: quale comando somma?
otto["ultimo"] = otto["percorso"].str.split(" > ").str[-1]
merito_ultimo = otto.groupby("ultimo")["vendita"].mean()

# %% exercise="10.1" role="wrong" mistake="percorso_intero"
# Hai raggruppato per percorso intero. Serve solo l'ultimo pezzo: quale colonna devi creare prima?
merito_ultimo = otto.groupby("percorso")["vendita"].sum()

# %% [markdown] exercise="10.1" role="hint"
# Le due righe sono quasi uguali a quelle del primo tocco. Che cosa cambia fra le parentesi quadre?

# %% [markdown] exercise="10.1" role="hint"
# In Python −1 vuol dire «il primo cominciando dal fondo». Va nelle ultime parentesi quadre della prima riga.

# %% [markdown] exercise="10.1" role="hint"
# Nella seconda riga il gruppo è la colonna appena creata. La colonna da sommare è la stessa del primo tocco.

# %% [markdown] minutes=2
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Il vincitore è cambiato: con il primo tocco i social avevano due vendite, con l'ultimo ne hanno zero. I percorsi sono gli stessi.
#
# </details>
#
# Il **modello lineare** cerca una via di mezzo: ogni vendita vale 1 e si divide in parti uguali fra i tocchi del suo percorso.
# Alba ha incontrato tre canali: un terzo di vendita a ciascuno. Ciro ne ha incontrati due: mezza vendita a ciascuno. Il merito
# dei social è quindi un terzo più un mezzo.

# %%
merito_social = 1 / 3 + 1 / 2
merito_social

# %% [markdown] exercise="10.2" role="prompt" objective="A" minutes=3 kind="number" decimals=2
# ### Esercizio 10.2 · In parti uguali
#
# Quanto merito dà il modello lineare a `recensioni`? Guarda la tabella `otto`: conta solo i percorsi con una vendita in cui
# questo canale compare.
#
# **Forma:** un numero con 2 decimali.

# %% exercise="10.2" role="answer"
### BEGIN SOLUTION
merito_recensioni = 1 / 3 + 1 / 2 + 1
### END SOLUTION

# %% exercise="10.2" role="check"
check("10.2", merito_recensioni)

# %% exercise="10.2" role="wrong" mistake="interi"
# Hai contato una vendita intera per ogni percorso. Ogni vendita va divisa fra i suoi tocchi: quanti ne hanno Alba e Ciro?
merito_recensioni = 1 + 1 + 1

# %% exercise="10.2" role="wrong" mistake="senza_gina"
# Manca una vendita: qualcuno ha incontrato soltanto le recensioni, e allora il merito è tutto loro. Chi è?
merito_recensioni = 1 / 3 + 1 / 2

# %% exercise="10.2" role="wrong" mistake="anche_i_persi"
# Hai contato anche i percorsi di Elsa e Ivo, che non hanno comprato. Senza vendita non c'è merito da dividere: quali
# percorsi restano?
merito_recensioni = 1 / 3 + 1 / 2 + 1 + 1 / 2 + 1

# %% exercise="10.2" role="wrong" mistake="quota"
# Hai diviso il merito per le quattro vendite: questa è la *quota* del canale. Qui serve il merito, in vendite: quale
# divisione togli?
merito_recensioni = (1 / 3 + 1 / 2 + 1) / 4

# %% [markdown] exercise="10.2" role="hint"
# Le vendite in cui compare `recensioni` sono tre: Alba, Ciro e Gina. Quanti tocchi ha il percorso di ognuno?

# %% [markdown] exercise="10.2" role="hint"
# Alba ha tre tocchi: da lei viene un terzo. Quanto viene da Ciro, e quanto da Gina? Poi somma.

# %% [markdown] minutes=1
# Primo, ultimo, in parti uguali: i meriti cambiano, ma la loro somma è sempre quattro, cioè tutte le vendite. **Nessuna
# delle tre regole ha guardato chi non ha comprato.** Dividono una torta già fatta.

# %% [markdown] minutes=4
# ## 2. Togli un canale
#
# La quarta regola guarda anche i percorsi finiti senza vendita. Dagli otto percorsi si disegna una mappa: una freccia per ogni
# passo, con accanto quante persone l'hanno fatto.

# %% jupyter={"source_hidden": true}
import matplotlib.pyplot as plt

from kit.plots import PALETTE

POSTI = {"inizio": (0, 0), "social": (2.4, 0), "newsletter": (5.2, 1.5), "recensioni": (5.2, -1.5), "vendita": (8, 0)}
FRECCE = [  # da, a, quante, curvatura, dove sta la scritta
    ("inizio", "social", "4 su 8", 0, (1.15, 0.22)),
    ("inizio", "newsletter", "2 su 8", -0.28, (1.75, 1.55)),
    ("inizio", "recensioni", "2 su 8", 0.28, (1.75, -1.55)),
    ("social", "newsletter", "2 su 4", 0, (3.35, 0.95)),
    ("social", "recensioni", "1 su 4", 0, (3.35, -0.95)),
    ("newsletter", "recensioni", "2 su 4", 0, (5.75, 0)),
    ("newsletter", "vendita", "1 su 4", 0, (7.15, 1.0)),
    ("recensioni", "vendita", "3 su 5", 0, (7.15, -1.0)),
]
figura, assi = plt.subplots(figsize=(9, 4))
for da, a, quante, curva, scritta in FRECCE:
    assi.annotate(
        "",
        POSTI[a],
        POSTI[da],
        arrowprops={
            "arrowstyle": "-|>",
            "connectionstyle": f"arc3,rad={curva}",
            "color": PALETTE[1],
            "linewidth": 2,
            "shrinkA": 34,
            "shrinkB": 36,
        },
    )
    assi.text(*scritta, quante, ha="center", va="center", fontsize=11, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
for nome, posto in POSTI.items():
    assi.text(
        *posto,
        nome,
        ha="center",
        va="center",
        fontsize=12,
        bbox={"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": PALETTE[0], "linewidth": 1.6},
        zorder=5,
    )
assi.set_xlim(-0.8, 8.8)
assi.set_ylim(-2.2, 2.2)
assi.axis("off")
show(
    figura,
    alt="Mappa con frecce. Dall'inizio: 4 persone su 8 vanno ai social, 2 alla newsletter, 2 alle recensioni. Dai social: 2 su 4 "
    "alla newsletter, 1 alle recensioni. Dalla newsletter: 2 su 4 alle recensioni, 1 alla vendita. Dalle recensioni: 3 su 5 "
    "alla vendita. Chi manca si ferma.",
    summary="Ogni freccia dice quante persone vanno avanti. Chi manca al conto si è fermato lì, senza comprare.",
)

# %% [markdown]
# Esempio: quattro percorsi passano dalla newsletter. Due vanno poi alle recensioni, uno finisce con la vendita, uno si ferma.
# «2 su 4» si scrive 2/4. Metà delle persone va ai social, e metà di queste alla newsletter: un quarto di tutte. Per questo la
# probabilità di una strada si trova moltiplicando i numeri delle sue frecce. Le strade che portano alla vendita sono sei.
#
# | strada | conto | probabilità |
# |---|---|---|
# | social, newsletter, recensioni | 4/8 · 2/4 · 2/4 · 3/5 | 0,0750 |
# | social, newsletter | 4/8 · 2/4 · 1/4 | 0,0625 |
# | social, recensioni | 4/8 · 1/4 · 3/5 | 0,0750 |
# | newsletter, recensioni | 2/8 · 2/4 · 3/5 | 0,0750 |
# | newsletter | 2/8 · 1/4 | 0,0625 |
# | recensioni | 2/8 · 3/5 | 0,1500 |
#
# Sommate fanno 0,5: una persona su due compra, come nella tabella. Ora **togli** `recensioni`: sulla mappa, chi doveva passare
# di lì si perde. Restano solo la seconda e la quinta strada.

# %%
con_tutti = 0.5
senza_recensioni = 0.0625 + 0.0625
effetto_recensioni = 1 - senza_recensioni / con_tutti
effetto_recensioni

# %% [markdown]
# Senza recensioni la mappa perde tre vendite su quattro. La parte persa si chiama **effetto di rimozione**.

# %% [markdown] exercise="10.3" role="prompt" objective="B" minutes=5 kind="number" decimals=3
# ### Esercizio 10.3 · Togli la newsletter
#
# Adesso cancella dalla mappa `newsletter`. Quali strade restano? Somma le loro probabilità in `senza_newsletter`, poi calcola
# l'effetto di rimozione.
#
# **Forma:** un numero fra 0 e 1, con 3 decimali.

# %% exercise="10.3" role="answer"
### BEGIN SOLUTION
senza_newsletter = 0.0750 + 0.1500
effetto_newsletter = 1 - senza_newsletter / con_tutti
### END SOLUTION
# senza_newsletter = ______ + ______
# effetto_newsletter = 1 - ______ / ______

# %% exercise="10.3" role="check"
check("10.3", effetto_newsletter)

# %% exercise="10.3" role="wrong" mistake="cio_che_resta"
# Questa è la probabilità di comprare senza newsletter. L'effetto è la parte che si perde: con quale probabilità la confronti?
effetto_newsletter = 0.0750 + 0.1500

# %% exercise="10.3" role="wrong" mistake="quota_che_resta"
# Questa è la parte che resta. La parte che si perde è quella che manca per arrivare a 1: quale sottrazione serve?
effetto_newsletter = (0.0750 + 0.1500) / 0.5

# %% exercise="10.3" role="wrong" mistake="una_strada"
# Hai tenuto una strada sola. Ce n'è un'altra che non passa dalla newsletter: che cosa può fare chi parte dai social?
effetto_newsletter = 1 - 0.1500 / 0.5

# %% exercise="10.3" role="wrong" mistake="senza_dividere"
# Hai sottratto le due probabilità. Serve la parte persa *rispetto a prima*: per quale numero dividi?
effetto_newsletter = 0.5 - (0.0750 + 0.1500)

# %% exercise="10.3" role="wrong" mistake="percorsi_contati"
# Hai contato i percorsi della tabella: due vendite su quattro non passano dalla newsletter. La mappa ragiona per frecce e ha
# anche strade che nessuno ha percorso per intero: quanto fanno, sommate, quelle che restano?
effetto_newsletter = 1 - 2 / 4

# %% exercise="10.3" role="wrong" mistake="recensioni"
# Questo è l'effetto delle recensioni. Qui si cancella la newsletter: quali righe della tabella delle strade non la nominano?
effetto_newsletter = effetto_recensioni

# %% [markdown] exercise="10.3" role="hint"
# Nella tabella delle strade, tieni solo le righe in cui la parola newsletter non compare. Sono due.

# %% [markdown] exercise="10.3" role="hint"
# Sono «social, recensioni» e «recensioni». Le loro probabilità sono nella terza colonna: nel codice, al posto della virgola si
# scrive il punto.

# %% [markdown] exercise="10.3" role="hint"
# Poi fai come per le recensioni: 1 meno ciò che resta diviso per `con_tutti`.

# %% jupyter={"source_hidden": true}
effetto_social = 1 - (0.0750 + 0.0625 + 0.1500) / con_tutti

# %% [markdown] minutes=4
# <details><summary>Quando hai risposto, apri qui</summary>
#
# L'effetto della newsletter è {{ it(effetto_newsletter, 2) }}: poco più di metà delle vendite si perde. Lo stesso conto, per i
# social, dà {{ it(effetto_social, 3) }}. I tre effetti sommati fanno {{ it(effetto_recensioni + effetto_newsletter + effetto_social, 3) }}, più di 1: una strada
# che passa da due canali si perde togliendo l'uno e togliendo l'altro.
#
# </details>
#
# Per questo il merito si divide **in proporzione** agli effetti. Alle recensioni tocca il loro effetto, diviso la somma dei tre, per
# le quattro vendite. Fa tutto `attribute`, per quanti canali vuoi. La regola si chiama **Markov**, dal nome di un matematico
# che studiò catene di passi come queste. Il conto ha bisogno anche di chi non compra: `nulls` gli dice in quale colonna stanno.
# `replicates=0` vuol dire: senza intervalli, che su otto persone non servono.

# %%
otto["niente"] = 1 - otto["vendita"]
percorsi_otto = paths_from_strings(otto, conversions="vendita", nulls="niente")
meriti_otto = attribute(percorsi_otto, ["lineare", "markov"], replicates=0)
meriti_otto[["modello", "canale", "merito"]].round(2)

# %% [markdown]
# Confronta le due regole: con Markov le recensioni e la newsletter contano quasi come nel modello lineare, i social un poco di più.
#
# Attenzione alle parole. «Togliere un canale» **dalla mappa** vuol dire: contare quanto pesano le strade che passano di lì. Non
# vuol dire spegnerlo nella vita. La mappa immagina che chi passava di lì si perda del tutto. Ma Gina, senza recensioni, forse
# avrebbe comprato lo stesso.
#
# ## 3. I percorsi di Fiatolungo
#
# Passiamo al registro vero e proprio: tre mesi di eventi di Fiatolungo, su telefono, computer e in negozio. Ogni riga è un
# evento. La **conversione**, qui, è un acquisto.

# %%
eventi = load("eventi")
eventi[["utente", "data_ora", "canale", "evento", "dispositivo"]].head(3)

# %% [markdown]
# Quattro passi portano dagli eventi ai percorsi. Prima togli le risposte scritte dalla marca (le righe in cui `mittente` è
# `marca`). Poi leggi le date con `read_events`. Poi metti insieme i dispositivi della stessa persona con `stitch_identities`:
# come nella lezione 09, `shared="split"` lascia a parte i dispositivi di più persone, per esempio il tablet del negozio. Infine
# costruisci i percorsi con `build_paths`. `lookback` è la **finestra**: contano i tocchi degli ultimi 30 giorni prima
# dell'acquisto. `"cut"` (*taglia*) vuol dire che dopo un acquisto si ricomincia da capo.

# %%
della_persona = eventi[eventi["mittente"] != "marca"]
registro = read_events(della_persona)
registro = stitch_identities(registro, load("collegamenti"), shared="split")
percorsi = build_paths(registro, lookback="30D", after_conversion="cut")
percorsi

# %% jupyter={"source_hidden": true}
vendite_in_negozio = len(eventi[(eventi["evento"] == "conversione") & (eventi["canale"] == "negozio")])
vendite_totali = len(eventi[eventi["evento"] == "conversione"])
comprati = percorsi.to_frame()
comprati = comprati[comprati["conversioni"] > 0]
canali_per_vendita = comprati["percorso"].str.split(" > ").map(set).str.len()
quota_piu_canali = (canali_per_vendita > 1).mean()

# %% [markdown]
# *Aperti* sono i percorsi che, quando il registro finisce, potrebbero ancora arrivare a un acquisto.
#
# In quasi tutti i percorsi con un acquisto, il {{ pct(quota_piu_canali, 0) }}, la persona ha incontrato più di un canale: in
# media {{ it(canali_per_vendita.mean(), 1) }}. E {{ it(vendite_in_negozio) }} acquisti su {{ it(vendite_totali) }} sono avvenuti
# in negozio. Per questo si parla di strategia **omnicanale**: si segue la persona da un canale all'altro, e ogni canale si
# giudica per quanto la aiuta nel suo percorso. Dare una vendita solo al negozio, o solo ai social, racconta una parte della
# storia.
#
# Ora le quattro regole. `replicates=300` chiede anche gli intervalli. Il conto si rifà 300 volte: ogni volta si riestraggono a
# sorte delle persone fra quelle del registro.

# %%
regole = ["primo tocco", "ultimo tocco", "lineare", "markov"]
meriti = attribute(percorsi, regole, replicates=300)
delle_foto = meriti[meriti["canale"] == "social_foto"]
delle_foto[["modello", "merito"]].round(1)

# %%
del_retargeting = meriti[meriti["canale"] == "retargeting"]
del_retargeting[["modello", "merito"]].round(1)

# %% jupyter={"source_hidden": true}
def merito_di(modello, canale):
    return meriti[(meriti["modello"] == modello) & (meriti["canale"] == canale)]["merito"].sum()

# %% [markdown] minutes=1
# Con il primo tocco le foto hanno {{ it(merito_di("primo tocco", "social_foto")) }} vendite e il retargeting
# {{ it(merito_di("primo tocco", "retargeting")) }}. Con l'ultimo tocco diventano {{ it(merito_di("ultimo tocco", "social_foto")) }}
# e {{ it(merito_di("ultimo tocco", "retargeting")) }}. Stesso registro, due vincitori. Chi ha ragione? **Dal registro non si
# può sapere**: nessuno ha mai visto gli stessi clienti senza retargeting. Ci serve un posto dove la verità si conosce.

# %% [markdown] minutes=3
# ## 4. Un mondo in cui la verità si conosce
#
# `laboratorio` è il registro di un mondo inventato, con 4.000 persone e sei canali. Chi lo ha costruito sa che cosa fa ogni
# canale. Quattro fanno vendere. Due non fanno **niente**: il retargeting e la **ricerca di marca**, cioè cercare proprio il nome
# della marca. Li incontra soprattutto chi è già interessato: i suoi acquisti ci sarebbero anche senza.

# %%
registro_lab = read_events(load("laboratorio"), "UTC")
percorsi_lab = build_paths(registro_lab, lookback="30D", after_conversion="cut")
meriti_lab = attribute(percorsi_lab, regole, replicates=300)
verita = load("laboratorio_verita")
verita = verita[["canale", "incremento", "quota"]]
verita

# %% [markdown]
# `incremento` è il numero di vendite che mancherebbero spegnendo **davvero** quel canale: lo stesso mondo, le stesse persone, la
# stessa fortuna. È ciò che interessa a Tullio. `quota` è l'incremento del canale diviso per la somma di
# tutti gli incrementi. Ecco le quattro
# regole, con la verità segnata accanto. Il punto è la stima; il tratto orizzontale è il suo intervallo.

# %% jupyter={"source_hidden": true}
from kit.journeys.plots import credit_points

credit_points(meriti_lab, verita)

# %% [markdown] exercise="10.4" role="prompt" objective="C" minutes=5 kind="series" decimals=3
# ### Esercizio 10.4 · Il merito dato a chi non fa niente
#
# Quanta parte del merito dà ogni regola ai canali che non fanno niente? La prima riga, già scritta, unisce i meriti alla
# verità con `merge`. Tieni i canali con `incremento` uguale a 0, poi somma `quota` per `modello`.
#
# **Forma:** una quota fra 0 e 1 per ogni modello, calcolata con `groupby`.

# %% exercise="10.4" role="answer"
con_verita = meriti_lab.merge(verita[["canale", "incremento"]], on="canale")
### BEGIN SOLUTION
senza_effetto = con_verita[con_verita["incremento"] == 0]
quota_ai_nulli = senza_effetto.groupby("modello")["quota"].sum()
### END SOLUTION
# senza_effetto = con_verita[con_verita[______] == ______]
# quota_ai_nulli = senza_effetto.groupby(______)[______].sum()

# %% exercise="10.4" role="check"
check("10.4", quota_ai_nulli)

# %% exercise="10.4" role="wrong" mistake="media"
# Hai fatto la media dei due canali. Il merito che ricevono in tutto è la loro somma: quale comando serve?
con_verita = meriti_lab.merge(verita[["canale", "incremento"]], on="canale")
senza_effetto = con_verita[con_verita["incremento"] == 0]
quota_ai_nulli = senza_effetto.groupby("modello")["quota"].mean()

# %% exercise="10.4" role="wrong" mistake="merito"
# Hai sommato il merito, che è in vendite. La domanda chiede la parte del totale: quale colonna va da 0 a 1?
con_verita = meriti_lab.merge(verita[["canale", "incremento"]], on="canale")
senza_effetto = con_verita[con_verita["incremento"] == 0]
quota_ai_nulli = senza_effetto.groupby("modello")["merito"].sum()

# %% exercise="10.4" role="wrong" mistake="chi_funziona"
# Hai tenuto i canali che funzionano. Servono quelli con incremento zero: quale segno va nel filtro?
con_verita = meriti_lab.merge(verita[["canale", "incremento"]], on="canale")
con_effetto = con_verita[con_verita["incremento"] > 0]
quota_ai_nulli = con_effetto.groupby("modello")["quota"].sum()

# %% exercise="10.4" role="wrong" mistake="per_canale"
# Hai raggruppato per canale: così sommi modelli diversi. Serve una riga per ogni modello: quale colonna va in `groupby`?
con_verita = meriti_lab.merge(verita[["canale", "incremento"]], on="canale")
senza_effetto = con_verita[con_verita["incremento"] == 0]
quota_ai_nulli = senza_effetto.groupby("canale")["quota"].sum()

# %% exercise="10.4" role="wrong" mistake="senza_filtro"
# Hai sommato tutti i canali: ogni modello dà 1, cioè tutto il merito. Prima del gruppo serve un filtro: quali righe tieni?
con_verita = meriti_lab.merge(verita[["canale", "incremento"]], on="canale")
quota_ai_nulli = con_verita.groupby("modello")["quota"].sum()

# %% [markdown] exercise="10.4" role="hint"
# Il filtro ha la forma `con_verita[con_verita["…"] == 0]`. Quale colonna dice che cosa fa davvero il canale?

# %% [markdown] exercise="10.4" role="hint"
# Nella seconda riga il gruppo è `"modello"`. La colonna da sommare è quella che va da 0 a 1.

# %% jupyter={"source_hidden": true}
from kit.journeys import compare_with_truth, simulate_world
from kit.synthesis.journeys_lab import PEOPLE, SCENARIO, SEED

confronto_lab = compare_with_truth(meriti_lab, verita)
mondo = simulate_world(SCENARIO, seed=SEED, people=PEOPLE)

# %% [markdown] minutes=2
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Le regole danno ai due canali inutili dal {{ pct(confronto_lab["quota_ai_nulli"].min(), 0) }} al
# {{ pct(confronto_lab["quota_ai_nulli"].max(), 0) }} del merito. La verità è zero.
#
# </details>
#
# - **Un intervallo stretto non basta.** Molti tratti sono stretti e lontani dalla verità. Dicono quanto cambierebbe il *modello*
#   con altre persone. Non dicono quanto il modello è vicino al vero.
# - **Il totale è gonfiato.** Le regole dividono tutte le {{ it(percorsi_lab.conversions.sum()) }} vendite con almeno un tocco.
#   Ma {{ it(mondo.without_any) }} vendite, sulle
#   {{ it(mondo.conversions) }} di questo mondo, ci sarebbero **anche con tutti i canali spenti**.
# - **Nessuna classifica delle regole vale per sempre.** Questo è un mondo solo, fatto per mostrare un errore. In un altro mondo
#   la regola meno lontana può diventare la peggiore.

# %% [markdown] minutes=3
# ## Muovi: regola, memoria e finestra
#
# Prova tu nel laboratorio. Scegli la regola, i giorni della finestra e la *memoria*: quanti tocchi di fila la mappa di Markov
# tiene a mente per il passo dopo. Le altre regole non usano la memoria. Prima prevedi: c'è una combinazione che porta a zero il
# merito dei due canali inutili? Con la tastiera: Tab per passare da un comando all'altro, frecce per cambiare.

# %% jupyter={"source_hidden": true}
from dataclasses import replace
from functools import cache

from kit.formats import it, pct
from kit.widgets import choice, explore

REGOLE = {"primo tocco": "first", "ultimo tocco": "last", "lineare": "linear", "togli un canale (Markov)": "markov"}


@cache
def percorsi_entro(giorni):
    return build_paths(registro_lab, lookback=f"{giorni}D", after_conversion="cut")


@cache
def meriti_con(regola, memoria, giorni):
    tabella = attribute(percorsi_entro(giorni), REGOLE[regola], order=memoria, replicates=200)
    return tabella.assign(modello=regola)


def muovi(regola, memoria, giorni):
    usata = memoria if regola.startswith("togli") else 1
    tabella = meriti_con(regola, usata, giorni)
    esito = compare_with_truth(tabella, verita)
    ai_nulli, sbagliata = esito["quota_ai_nulli"].sum(), esito["quota_sbagliata"].sum()
    primo = tabella.sort_values("merito")["canale"].tolist()[-1]
    ricorda = f", memoria di {memoria} {'tocco' if memoria == 1 else 'tocchi'}" if regola.startswith("togli") else ""
    frase = (
        f"Regola «{regola}»{ricorda}, finestra di {giorni} giorni: {it(tabella['merito'].sum())} vendite divise, il canale con più "
        f"merito è {primo}. Merito ai due canali che non fanno niente: {pct(ai_nulli)}. Merito sul canale sbagliato, in tutto: "
        f"{pct(sbagliata)}."
    )
    disegno = credit_points(tabella, verita)
    return replace(disegno, alt=f"{frase} {disegno.alt}", summary=frase)


explore(
    muovi,
    regola=choice("Regola", list(REGOLE)),
    memoria=choice("Memoria", {"1 tocco": 1, "2 tocchi": 2, "3 tocchi": 3}),
    giorni=choice("Finestra", {"3 giorni": 3, "7 giorni": 7, "14 giorni": 14, "30 giorni": 30}, value=30),
)

# %% [markdown] minutes=3
# La memoria e la finestra cambiano i numeri, ma nessuna combinazione porta a zero il merito dei due canali inutili. Manca
# un'informazione che nel registro non c'è: che cosa sarebbe successo senza quei canali.
#
# ## 5. L'esperimento
#
# Quell'informazione si crea con un esperimento. Nello stesso mondo, per ogni canale, si estrae **a sorte** una persona su dieci e
# le si spegne quel canale: è il **gruppo senza canale**. I gruppi sono sei, uno per canale, e nessuno sta in due gruppi.
# A tutte le altre persone resta tutto acceso: nella colonna `spento` si legge `nessuno`. Poi si contano gli acquisti. È l'idea
# del gruppo non contattato della lezione 01.

# %%
esperimento = load("laboratorio_persone")
tassi = esperimento.groupby("spento")["conversione_prova"].mean()
tassi

# %%
effetto_in_prova = tassi["nessuno"] - tassi["recensioni"]
effetto_in_prova

# %% [markdown]
# Con tutto acceso compra il {{ pct(tassi["nessuno"], 1) }} delle persone; senza recensioni il {{ pct(tassi["recensioni"], 1) }}.
# La differenza stima l'**incremento** delle recensioni: circa {{ it(100 * effetto_in_prova, 1) }} vendite in più ogni 100 persone. I
# gruppi li ha fatti il caso: in media si somigliano anche nell'interesse. `holdout_effect` fa il conto per ogni
# canale. Lo scrive in vendite, come se tutte e 4.000 le persone avessero il canale, e aggiunge l'intervallo.

# %%
esito = holdout_effect(esperimento, outcome="conversione_prova")
esito[["canale", "merito", "merito_inf", "merito_sup"]].round(1)

# %% [markdown] exercise="10.5" role="prompt" objective="D" minutes=4 kind="set"
# ### Esercizio 10.5 · Chi supera lo zero
#
# Per quali canali l'intervallo, da `merito_inf` a `merito_sup`, sta tutto sopra lo zero? Leggi la tabella qui sopra, o aiutati
# con un filtro su `esito`.
#
# **Forma:** i nomi dei canali fra virgolette, divisi da virgole, dentro due parentesi graffe: `{"uno", "due"}`.

# %% exercise="10.5" role="answer"
### BEGIN SOLUTION
canali_sopra_zero = {"newsletter", "recensioni"}
### END SOLUTION

# %% exercise="10.5" role="check"
check("10.5", canali_sopra_zero)

# %% exercise="10.5" role="alternative"
canali_sopra_zero = set(esito[esito["merito_inf"] > 0]["canale"])

# %% exercise="10.5" role="wrong" mistake="stima"
# Hai guardato la stima, `merito`. Una stima sopra lo zero può avere un intervallo che scende sotto: quale colonna dice il
# limite più basso?
canali_sopra_zero = set(esito[esito["merito"] > 0]["canale"])

# %% exercise="10.5" role="wrong" mistake="limite_alto"
# Hai guardato il limite più alto, che è sopra lo zero per tutti. Perché tutto l'intervallo stia sopra, quale limite deve
# superare lo zero?
canali_sopra_zero = set(esito[esito["merito_sup"] > 0]["canale"])

# %% exercise="10.5" role="wrong" mistake="verita"
# Questi sono i canali che funzionano secondo la verità. Qui conta che cosa si vede nell'esperimento, che ha poche persone:
# quali intervalli stanno tutti sopra lo zero?
canali_sopra_zero = set(verita[verita["incremento"] > 0]["canale"])

# %% exercise="10.5" role="wrong" mistake="attraversa"
# Questi sono i canali con lo zero dentro l'intervallo. La domanda chiede gli altri: da che parte sta il limite più basso?
canali_sopra_zero = set(esito[esito["merito_inf"] < 0]["canale"])

# %% exercise="10.5" role="wrong" mistake="un_canale"
# Hai indicato solo il canale più forte. Guarda il limite più basso di ogni riga: quanti sono sopra lo zero?
canali_sopra_zero = {"recensioni"}

# %% [markdown] exercise="10.5" role="hint"
# Un intervallo sta tutto sopra lo zero quando il suo limite più basso è positivo.

# %% [markdown] exercise="10.5" role="hint"
# Prova `esito[esito["merito_inf"] > 0]` in una cella nuova e leggi la colonna `canale`.

# %% jupyter={"source_hidden": true}
grande = simulate_world(SCENARIO, seed=SEED, people=40_000)
esito_grande = holdout_effect(grande.holdout)
sopra_grande = set(esito_grande[esito_grande["merito_inf"] > 0]["canale"])

# %% [markdown] minutes=2
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Due canali. Ma quelli che funzionano davvero sono quattro! `social_video` e `social_foto` fanno vendere, eppure il loro
# intervallo contiene lo zero: circa 400 persone per gruppo sono poche. La stima di `social_foto` è
# perfino un poco sotto zero: è il caso, non un danno. «Non si vede» non vuol dire «non c'è». Con dieci volte
# le persone, in un mondo fatto allo stesso modo, i canali con l'intervallo tutto sopra lo zero diventano
# {{ it(len(sopra_grande)) }}, e nessuno dei due inutili è fra loro.
#
# </details>
#
# L'esperimento in media non sbaglia, ma è incerto: per questo si legge sempre con il suo intervallo. E vale solo se chi è senza
# canale non ne riceve l'effetto per altra via, per esempio da un amico.

# %% [markdown] minutes=2
# ## 6. Quanto costa il modello sbagliato
#
# Torniamo ai soldi. Nel laboratorio ogni canale costa 1.000 euro al mese. Si spostano 500 euro dal canale con meno merito a
# quello con più merito. Supponi che i tocchi seguano la spesa: con metà della spesa, metà dei tocchi; con una volta e mezza la
# spesa, una volta e mezza i tocchi. Il mese si rifà da capo con le stesse persone e la stessa fortuna, una volta per ogni scelta.
# Nella vita non si può; qui sì.

# %% jupyter={"source_hidden": true}
def mese_con(da, a):
    return simulate_world(SCENARIO, seed=SEED, people=PEOPLE, exposure={da: 0.5, a: 1.5}).conversions


def estremi(tabella):
    in_fila = tabella.sort_values("merito", kind="stable")["canale"].tolist()
    return in_fila[0], in_fila[-1]


righe = [("non cambiare niente", "", "", mondo.conversions)]
for nome in ["primo tocco", "ultimo tocco", "lineare", "markov"]:
    da, a = estremi(meriti_lab[meriti_lab["modello"] == nome])
    righe.append((nome, da, a, mese_con(da, a)))
da, a = estremi(esito)
righe.append(("esperimento", da, a, mese_con(da, a)))
scelte = pd.DataFrame(righe, columns=["scelta", "da", "a", "vendite"])
scelte

# %% [markdown] exercise="10.6" role="prompt" objective="E" minutes=4 kind="number"
# ### Esercizio 10.6 · Il conto del modello sbagliato
#
# Ogni vendita lascia 20 euro di margine. Quanti euro di margine in meno porta seguire il primo tocco invece dell'esperimento? Le
# vendite di una scelta si prendono con il suo nome, per esempio `vendite["lineare"]`.
#
# **Forma:** un numero in euro, positivo.

# %% exercise="10.6" role="answer"
margine = 20
vendite = scelte.groupby("scelta")["vendite"].sum()
### BEGIN SOLUTION
euro_persi = (vendite["esperimento"] - vendite["primo tocco"]) * margine
### END SOLUTION
# euro_persi = (vendite[______] - vendite[______]) * ______

# %% exercise="10.6" role="check"
check("10.6", euro_persi)

# %% exercise="10.6" role="wrong" mistake="vendite"
# Queste sono le vendite in meno. La domanda chiede euro: quanto margine lascia ogni vendita?
vendite = scelte.groupby("scelta")["vendite"].sum()
euro_persi = vendite["esperimento"] - vendite["primo tocco"]

# %% exercise="10.6" role="wrong" mistake="ordine"
# Hai sottratto nell'ordine inverso. Il confronto parte da chi vende di più: quale scelta va per prima?
vendite = scelte.groupby("scelta")["vendite"].sum()
euro_persi = (vendite["primo tocco"] - vendite["esperimento"]) * 20

# %% exercise="10.6" role="wrong" mistake="da_fermi"
# Hai confrontato il primo tocco con la scelta «non cambiare niente». Qui il confronto è con l'esperimento: quale nome va cambiato?
vendite = scelte.groupby("scelta")["vendite"].sum()
euro_persi = (vendite["non cambiare niente"] - vendite["primo tocco"]) * 20

# %% exercise="10.6" role="wrong" mistake="solo_esperimento"
# Questo è quanto l'esperimento guadagna rispetto a non cambiare niente. Il termine di paragone è il primo tocco: quale nome
# va cambiato?
vendite = scelte.groupby("scelta")["vendite"].sum()
euro_persi = (vendite["esperimento"] - vendite["non cambiare niente"]) * 20

# %% exercise="10.6" role="wrong" mistake="senza_parentesi"
# Python fa prima la moltiplicazione: così hai tolto degli euro da un numero di vendite. Quale pezzo va fra parentesi?
vendite = scelte.groupby("scelta")["vendite"].sum()
euro_persi = vendite["esperimento"] - vendite["primo tocco"] * 20

# %% [markdown] exercise="10.6" role="hint"
# Prima trova quante vendite in meno: le vendite della scelta «esperimento» meno quelle della scelta «primo tocco».

# %% [markdown] exercise="10.6" role="hint"
# Poi moltiplica per il margine. La sottrazione va fra parentesi.

# %% jupyter={"source_hidden": true}
di = scelte.groupby("scelta")["vendite"].sum()
perdita_primo = di["non cambiare niente"] - di["primo tocco"]
costo_in_euro = (di["esperimento"] - di["primo tocco"]) * 20

# %% [markdown] minutes=3
# <details><summary>Quando hai risposto, apri qui</summary>
#
# La differenza è di {{ it(costo_in_euro) }} euro in un mese, e la spesa totale è sempre la stessa. Con il primo tocco si perdono
# {{ it(perdita_primo) }} vendite anche rispetto a non fare niente. Si sono tolti soldi a un canale che fa vendere per darli a uno
# che non porta nessuna vendita in più.
#
# </details>
#
# Guarda anche l'ultimo tocco e Markov: qui fanno guadagnare vendite, e Markov fa la stessa mossa dell'esperimento. Eppure le
# loro quote sono lontane dalla verità. Una classifica può azzeccare la mossa anche con i numeri sbagliati. In un altro mondo può
# succedere il contrario, e dal registro non sai in quale mondo sei.
#
# ## Che cosa rispondi a Tullio
#
# Nel registro di Fiatolungo l'ultimo tocco premia il retargeting, il primo tocco le foto. Nessuno dei due dice quante vendite
# mancherebbero. Nives non sposta ancora niente. Propone di spegnere il retargeting, per un mese, a una persona su dieci estratta
# a sorte. Se quel gruppo compra quanto gli altri, e l'intervallo della differenza è stretto, non c'è motivo di portare lì altri
# soldi. Se compra meno, se ne riparla con un numero in mano.
#
# Torna alla tua previsione: se spegni un canale che compare subito prima degli acquisti, le vendite calano? **Dipende**, e il
# posto che il canale occupa nel percorso non basta per saperlo.

# %% [markdown] minutes=2
# ## Controlla che cosa hai capito

# %% [markdown] quiz="10.a"
# L'ultimo tocco dà a un canale il 40 % delle vendite. Se lo spegni, che cosa succede?
#
# - [ ] Le vendite calano del 40 %.
#   > Sarebbe così solo se nessuno di quei clienti comprasse senza quel canale. Il modello non lo sa.
# - [x] Non lo sai: il modello divide vendite già fatte, non dice quali sparirebbero.
#   > Esatto. Per saperlo si spegne il canale a un gruppo estratto a sorte.
# - [ ] Le vendite restano uguali.
#   > Può succedere, ma nemmeno questo si vede dal modello.
#
# Che cosa misura l'effetto di rimozione di un canale?
#
# - [x] Quanto pesano, sulla mappa dei percorsi, le strade che passano di lì.
#   > Esatto. È una descrizione dei percorsi, non un esperimento.
# - [ ] Le vendite che perderesti spegnendolo.
#   > È facile confondersi. La mappa immagina che chi passava di lì si perda: nella vita qualcuno troverebbe un'altra strada.
# - [ ] Quanto costa il canale.
#   > I costi non entrano nella mappa.
#
# Un modello dà al retargeting il 19 % del merito, con un intervallo dal 18 % al 20 %. Quanto è vicino alla verità?
#
# - [ ] Molto: l'intervallo è stretto.
#   > L'intervallo dice quanto cambierebbe il modello con altre persone. Un modello può essere preciso e sbagliato.
# - [ ] Poco: un 19 % è basso.
#   > La grandezza del numero non dice quanto è vicino al vero.
# - [x] Non si sa: l'intervallo parla del modello, non dell'effetto vero.
#   > Esatto. Nel laboratorio hai visto intervalli stretti e lontani dalla verità.
#
# Nell'esperimento l'intervallo di `social_video` contiene lo zero. Che cosa concludi?
#
# - [ ] Non fa vendere: lo spengo.
#   > Nel laboratorio invece fa vendere. Con poche persone un effetto vero può non vedersi.
# - [x] I dati non bastano: servono più persone, o più tempo.
#   > Esatto. L'intervallo dice quali effetti restano possibili.
# - [ ] Fa vendere: la stima è positiva.
#   > La stima da sola non basta: con i dati sono compatibili anche zero e valori negativi.

# %%
quiz("10.a")

# %% [markdown] minutes=2
# ## Che cosa non puoi concludere
#
# - **Dal merito all'effetto.** Le quattro regole dividono tutte le vendite, anche quelle che ci sarebbero comunque.
# - **Da chi si vede a tutti.** Chi nega il consenso, usa un'app che non dice da dove arriva, o guarda un annuncio senza cliccarlo,
#   può non lasciare tracce. Nel registro di Fiatolungo {{ it(percorsi.untouched) }} acquisti non hanno nessun tocco nei 30 giorni
#   prima: forse i tocchi ci sono stati, ma altrove, o più indietro nel tempo.
# - **Da un mondo a un altro.** Il laboratorio è un solo mondo inventato. Mostra che un errore è possibile, non quanto è
#   grande nella tua azienda.
# - **Dai dispositivi alle persone.** Se in casa due persone usano lo stesso tablet, il registro può fonderle in una.
# - **Da un canale alla volta a tutti insieme.** Gli effetti non si sommano: spegnere due canali insieme è un altro esperimento.
# - **L'esperimento ha i suoi limiti.** Vale per quel periodo e per quelle persone. Se chi è nel gruppo senza canale parla con
#   gli altri, l'effetto può sembrare più piccolo.
# - **Gli strumenti cambiano.** Nel 2023 Google Analytics 4 ha tolto il primo tocco, il modello lineare e quelli che pesano il
#   tempo o la posizione. Ha lasciato l'ultimo clic e un modello calcolato dai dati. Anche questo resta un modello: chiedi con
#   quale esperimento è stato controllato.
# - **Privacy.** Per seguire una persona sul suo dispositivo, per scopi di marketing, in Italia serve di regola il suo consenso
#   (articolo 122 del Codice della privacy). Unire più dispositivi va detto nell'informativa. Qui le persone sono inventate.

# %% [markdown] minutes=1
# ## Mettiti alla prova
#
# Percorsi, esperimento e spese tutti tuoi, con altri canali. Esegui la cella qui sotto: aggiunge già il primo e l'ultimo tocco
# di ogni percorso. Poi, prima di ogni esercizio, esegui la cella che mostra la domanda.

# %% role="load"
prova = load_variant("10")
percorsi_prova = prova["percorsi"]
percorsi_prova["primo"] = percorsi_prova["percorso"].str.split(" > ").str[0]
percorsi_prova["ultimo"] = percorsi_prova["percorso"].str.split(" > ").str[-1]
esperimento_prova = prova["esperimento"]
spesa_prova = prova["spesa"]
percorsi_prova.head()

# %% [markdown]
# Ogni riga è un percorso già contato: `conversioni` dice quante volte è finito con un acquisto, `nulli` quante volte senza.

# %%
prova.domanda("ultimo")

# %% [markdown] exercise="10.7" role="prompt" objective="A" minutes=3 kind="number" graded=true
# ### Esercizio 10.7 · Il merito dell'ultimo tocco
#
# Rispondi alla domanda qui sopra con la tabella `percorsi_prova`.
#
# **Forma:** un numero intero.

# %% exercise="10.7" role="answer"
### BEGIN SOLUTION
meriti_prova = percorsi_prova.groupby("ultimo")["conversioni"].sum()
merito_prova = meriti_prova[prova["canale"]]
### END SOLUTION

# %% exercise="10.7" role="check"
check("10.7", merito_prova)

# %% exercise="10.7" role="wrong" mistake="primo"
# Hai dato il merito a chi apre il percorso. La domanda parla di chi lo chiude: quale colonna va in `groupby`?
merito_prova = percorsi_prova.groupby("primo")["conversioni"].sum()[prova["canale"]]

# %% exercise="10.7" role="wrong" mistake="passa"
# Hai contato tutte le conversioni dei percorsi che passano dal canale. Il merito dell'ultimo tocco va solo a chi sta alla fine:
# quale colonna lo dice?
merito_prova = percorsi_prova[percorsi_prova["percorso"].str.contains(prova["canale"])]["conversioni"].sum()

# %% exercise="10.7" role="wrong" mistake="nulli"
# Hai sommato i percorsi finiti senza acquisto. Il merito si divide fra le conversioni: quale colonna va sommata?
merito_prova = percorsi_prova.groupby("ultimo")["nulli"].sum()[prova["canale"]]

# %% exercise="10.7" role="wrong" mistake="righe"
# Hai contato le righe. Una riga può valere più conversioni: quante, lo dice la colonna `conversioni`. Quale comando le somma?
merito_prova = len(percorsi_prova[percorsi_prova["ultimo"] == prova["canale"]])

# %% [markdown] exercise="10.7" role="hint"
# È l'esercizio 10.1, con la colonna `conversioni` al posto di `vendita`.

# %% [markdown] exercise="10.7" role="hint"
# `percorsi_prova.groupby("ultimo")["conversioni"].sum()`, poi leggi la riga del canale chiesto.

# %% [markdown]
# Ora l'esperimento. Ogni riga è un gruppo estratto a sorte: `spento` dice quale canale è stato tolto a quelle persone.

# %%
esperimento_prova

# %%
prova.domanda("effetto")

# %% [markdown] exercise="10.8" role="prompt" objective="D" minutes=4 kind="number" decimals=4 graded=true
# ### Esercizio 10.8 · L'effetto di un canale
#
# Rispondi alla domanda qui sopra. Crea in `esperimento_prova` la colonna `tasso`, poi fai la differenza fra due righe.
#
# **Forma:** un numero con 4 decimali. Può essere negativo.

# %% exercise="10.8" role="answer"
### BEGIN SOLUTION
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
tassi_prova = esperimento_prova.groupby("spento")["tasso"].sum()
effetto_prova = tassi_prova["nessuno"] - tassi_prova[prova["canale"]]
### END SOLUTION

# %% exercise="10.8" role="check"
check("10.8", effetto_prova)

# %% exercise="10.8" role="wrong" mistake="ordine"
# Hai sottratto nell'ordine inverso. Serve quanto in più compra chi ha tutto acceso: quale tasso va per primo?
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
tassi_prova = esperimento_prova.groupby("spento")["tasso"].sum()
effetto_prova = tassi_prova[prova["canale"]] - tassi_prova["nessuno"]

# %% exercise="10.8" role="wrong" mistake="conteggi"
# Hai sottratto due conteggi. I gruppi non sono della stessa grandezza: per quale colonna dividi prima?
conti_prova = esperimento_prova.groupby("spento")["conversioni"].sum()
effetto_prova = conti_prova["nessuno"] - conti_prova[prova["canale"]]

# %% exercise="10.8" role="wrong" mistake="tasso"
# Questo è il tasso di chi non ha il canale. L'effetto è una differenza: con quale gruppo lo confronti?
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
effetto_prova = esperimento_prova.groupby("spento")["tasso"].sum()[prova["canale"]]

# %% exercise="10.8" role="wrong" mistake="rapporto"
# Hai diviso i due tassi. «Di quanto è più alto» vuole una sottrazione: quale segno va fra i due?
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
tassi_prova = esperimento_prova.groupby("spento")["tasso"].sum()
effetto_prova = tassi_prova["nessuno"] / tassi_prova[prova["canale"]]

# %% [markdown] exercise="10.8" role="hint"
# Il tasso di un gruppo è `conversioni` diviso `persone`. Calcolalo per tutte le righe insieme.

# %% [markdown] exercise="10.8" role="hint"
# `esperimento_prova.groupby("spento")["tasso"].sum()` mette ogni tasso accanto al suo nome. Prendi quello del
# gruppo con tutto acceso, con il nome fra parentesi quadre, e togli il tasso di chi non ha il canale chiesto.

# %%
prova.domanda("canale")

# %% [markdown] exercise="10.9" role="prompt" objective="C" minutes=3 kind="text" graded=true
# ### Esercizio 10.9 · Chi fa di più davvero
#
# Rispondi alla domanda qui sopra guardando i tassi di `esperimento_prova`.
#
# **Forma:** il nome del canale, fra virgolette.

# %% exercise="10.9" role="answer"
### BEGIN SOLUTION
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
canale_prova = esperimento_prova.sort_values("tasso")["spento"].tolist()[0]
### END SOLUTION

# %% exercise="10.9" role="check"
check("10.9", canale_prova)

# %% exercise="10.9" role="wrong" mistake="ultimo"
# Hai scelto il canale con più merito all'ultimo tocco. L'esperimento dice un'altra cosa: spegnendo quale canale si compra di meno?
canale_prova = percorsi_prova.groupby("ultimo")["conversioni"].sum().idxmax()

# %% exercise="10.9" role="wrong" mistake="primo"
# Hai scelto il canale con più merito al primo tocco. L'esperimento dice un'altra cosa: spegnendo quale canale si compra di meno?
canale_prova = percorsi_prova.groupby("primo")["conversioni"].sum().idxmax()

# %% exercise="10.9" role="wrong" mistake="nessuno"
# Hai scelto il gruppo con tutto acceso: serve per il confronto, ma non è un canale. Fra gli altri gruppi, chi compra di meno?
canale_prova = "nessuno"

# %% [markdown] exercise="10.9" role="hint"
# Se spegnere un canale fa calare molto gli acquisti, quel canale fa molto.

# %% [markdown] exercise="10.9" role="hint"
# Ordina `esperimento_prova` per `tasso`: il gruppo con il tasso più basso dice quale canale manca di più.

# %% [markdown]
# Manca il prezzo. La spesa di un canale, qui sotto, è quella che serve per tenerlo acceso a tutte le persone dell'esperimento.

# %%
spesa_prova

# %%
prova.domanda("costo")

# %% [markdown] exercise="10.10" role="prompt" objective="E" minutes=4 kind="number" decimals=2 graded=true
# ### Esercizio 10.10 · Quanto costa una vendita in più
#
# Rispondi alla domanda qui sopra. Prima trova il canale che fa di più, con `idxmin`. Poi moltiplica il suo effetto per il numero
# di tutte le persone dell'esperimento: sono le conversioni in più.
#
# **Forma:** un numero in euro, con 2 decimali.

# %% exercise="10.10" role="answer"
### BEGIN SOLUTION
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
tassi_prova = esperimento_prova.groupby("spento")["tasso"].sum()
migliore = tassi_prova.idxmin()
in_piu = (tassi_prova["nessuno"] - tassi_prova[migliore]) * esperimento_prova["persone"].sum()
costo_prova = spesa_prova[spesa_prova["canale"] == migliore]["spesa"].sum() / in_piu
### END SOLUTION
# esperimento_prova["tasso"] = ______ / ______
# tassi_prova = esperimento_prova.groupby(______)[______].sum()
# migliore = tassi_prova.idxmin()
# in_piu = (tassi_prova[______] - tassi_prova[______]) * ______
# costo_prova = spesa_prova[spesa_prova["canale"] == ______]["spesa"].sum() / ______

# %% exercise="10.10" role="check"
check("10.10", costo_prova)

# %% exercise="10.10" role="wrong" mistake="tutte_le_conversioni"
# Hai diviso per tutte le conversioni dell'esperimento. Molte ci sarebbero state comunque: quante ne porta in più il canale?
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
migliore = esperimento_prova.groupby("spento")["tasso"].sum().idxmin()
costo_prova = spesa_prova[spesa_prova["canale"] == migliore]["spesa"].sum() / esperimento_prova["conversioni"].sum()

# %% exercise="10.10" role="wrong" mistake="un_gruppo"
# Hai moltiplicato l'effetto solo per le persone del gruppo senza canale. La spesa vale per tutte le persone dell'esperimento:
# quante sono?
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
tassi_prova = esperimento_prova.groupby("spento")["tasso"].sum()
migliore = tassi_prova.idxmin()
nel_gruppo = esperimento_prova[esperimento_prova["spento"] == migliore]["persone"].sum()
costo_prova = spesa_prova[spesa_prova["canale"] == migliore]["spesa"].sum() / ((tassi_prova["nessuno"] - tassi_prova[migliore]) * nel_gruppo)

# %% exercise="10.10" role="wrong" mistake="capovolto"
# Hai diviso le conversioni per gli euro. «Quanti euro per una conversione» vuole gli euro sopra: che cosa va sotto?
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
tassi_prova = esperimento_prova.groupby("spento")["tasso"].sum()
migliore = tassi_prova.idxmin()
in_piu = (tassi_prova["nessuno"] - tassi_prova[migliore]) * esperimento_prova["persone"].sum()
costo_prova = in_piu / spesa_prova[spesa_prova["canale"] == migliore]["spesa"].sum()

# %% exercise="10.10" role="wrong" mistake="merito_ultimo"
# Hai diviso per il merito dell'ultimo tocco. Il merito conta vendite già fatte; qui servono quelle in più: chi le misura?
esperimento_prova["tasso"] = esperimento_prova["conversioni"] / esperimento_prova["persone"]
migliore = esperimento_prova.groupby("spento")["tasso"].sum().idxmin()
costo_prova = spesa_prova[spesa_prova["canale"] == migliore]["spesa"].sum() / percorsi_prova.groupby("ultimo")["conversioni"].sum()[migliore]

# %% [markdown] exercise="10.10" role="hint"
# Per le conversioni in più, moltiplica l'effetto (tasso con tutto acceso meno tasso senza il canale) per tutte le persone, cioè
# per la somma della colonna `persone`.

# %% [markdown] exercise="10.10" role="hint"
# Poi dividi la spesa del canale, letta in `spesa_prova`, per le conversioni in più.

# %% [markdown] layer="deep" minutes=1
# ## Approfondimento: regole giuste, memorie lunghe, statistica e i suoi limiti
#
# Questa parte è facoltativa ed è chiusa: per aprirla premi il pulsante con il +, qui sotto, oppure la freccia accanto al
# titolo (*cells hidden* vuol dire celle nascoste). Trovi il valore di Shapley e la scelta della memoria. Poi un modello
# statistico. Alla fine, una tabella mette tutto a confronto con la verità.

# %% [markdown] minutes=6
# ### Shapley: una regola equa
#
# Nel 1953 il matematico Lloyd Shapley si chiese come dividere con equità ciò che un gruppo ottiene insieme. La sua risposta: fai
# entrare i giocatori uno alla volta, in tutti gli ordini possibili. Ogni volta segna quanto aggiunge chi entra. Poi fai la media.
#
# Qui i giocatori sono i canali. Il valore di una squadra è il numero di vendite i cui percorsi usano **solo** canali della
# squadra. Con gli otto percorsi:
#
# | squadra | vendite |
# |---|---|
# | social | 0 |
# | newsletter | 1 (Fosco) |
# | recensioni | 1 (Gina) |
# | social e newsletter | 1 |
# | social e recensioni | 2 (Ciro, Gina) |
# | newsletter e recensioni | 2 (Fosco, Gina) |
# | tutti e tre | 4 |
#
# Gli ordini sono sei. Le recensioni aggiungono 1 se entrano per prime, e capita in due ordini. Se entrano seconde, aggiungono 2
# dopo i social e 1 dopo la newsletter. Se entrano per ultime, in due ordini, aggiungono 3.

# %%
shapley_recensioni = (1 + 1 + 2 + 1 + 3 + 3) / 6
shapley_recensioni

# %% [markdown] exercise="10.11" role="prompt" objective="A" minutes=7 kind="number" decimals=2
# ### Esercizio 10.11 · Shapley per la newsletter
#
# Quanto aggiunge la newsletter in ognuno dei sei ordini? Fai la media.
#
# **Forma:** un numero con 2 decimali.

# %% exercise="10.11" role="answer"
### BEGIN SOLUTION
shapley_newsletter = (1 + 1 + 1 + 1 + 2 + 2) / 6
### END SOLUTION

# %% exercise="10.11" role="check"
check("10.11", shapley_newsletter)

# %% exercise="10.11" role="wrong" mistake="quattro_casi"
# Hai fatto la media di quattro casi. Gli ordini sono sei: entrare per prima capita due volte, e anche entrare per ultima. Quanto fa la
# media di tutti e sei?
shapley_newsletter = (1 + 1 + 1 + 2) / 4

# %% exercise="10.11" role="wrong" mistake="da_sola"
# Questo è ciò che la newsletter fa da sola. Manca ciò che aggiunge quando arriva dopo gli altri: quanto vale nei sei ordini?
shapley_newsletter = 1

# %% exercise="10.11" role="wrong" mistake="valore_della_squadra"
# Hai usato il valore della squadra intera. Conta quanto **aggiunge** chi entra: valore con la newsletter meno valore senza.
# Quali sei differenze trovi?
shapley_newsletter = (1 + 1 + 1 + 2 + 4 + 4) / 6

# %% [markdown] exercise="10.11" role="hint"
# Per prima: 1. Dopo i social: la squadra passa da 0 a 1. Dopo le recensioni: da 1 a…

# %% [markdown] exercise="10.11" role="hint"
# Per ultima: la squadra passa da 2 (social e recensioni) a 4.

# %% [markdown] minutes=4
# Confronta con il modello lineare della prima parte: le recensioni hanno lo stesso merito nei due modelli, e così la newsletter.
# Non è un caso. Con
# questo valore di squadra ogni vendita si divide in parti uguali fra i canali *diversi* del suo percorso. Sul registro di
# Fiatolungo i due modelli si separano solo perché il lineare conta due volte un canale incontrato due volte.

# %%
con_shapley = attribute(percorsi, ["lineare", "shapley"], replicates=0)
con_shapley.pivot_table(index="canale", columns="modello", values="merito").round(1).head(4)

# %% [markdown]
# «Equo» non vuol dire «vero»: Shapley divide bene una torta, ma la torta sono sempre tutte le vendite.

# %% [markdown] minutes=6
# ### Quanta memoria
#
# La mappa con le frecce ricorda solo l'ultimo tocco. Si può costruire una mappa che ne ricorda due, tre, quattro: è
# l'*ordine* della catena di Markov. Più è alto, più sono le situazioni diverse e meno i dati per ognuna. `choose_order` divide le
# persone in cinque parti, costruisce la mappa su quattro e prova a prevedere i passi della quinta. La `log_verosimiglianza` è alta
# quando i passi accaduti erano previsti come probabili.

# %%
from kit.journeys import choose_order

ordini = choose_order(percorsi)
ordini

# %% [markdown]
# `guadagno` è il miglioramento rispetto all'ordine 1, `errore` la sua incertezza. Si sceglie l'ordine più basso fra quelli vicini al
# migliore. Nel registro di Fiatolungo alcune abitudini dipendono dagli ultimi due tocchi: sono state messe apposta. Prevedere meglio
# i passi, però, cambia i meriti?

# %% [markdown] exercise="10.12" role="prompt" objective="B" minutes=8 kind="number" decimals=4
# ### Esercizio 10.12 · Quanto cambiano i meriti
#
# `ordine_uno` e `ordine_due` sono le quote di merito, canale per canale, con le due memorie. Calcola la differenza più grande,
# senza segno. Il valore senza segno si ottiene con `.abs()`, il più grande con `.max()`.
#
# **Forma:** un numero fra 0 e 1, con 4 decimali.

# %% exercise="10.12" role="answer"
ordine_uno = attribute(percorsi, "markov", order=1, replicates=0).groupby("canale")["quota"].sum()
ordine_due = attribute(percorsi, "markov", order=2, replicates=0).groupby("canale")["quota"].sum()
### BEGIN SOLUTION
cambio_massimo = (ordine_due - ordine_uno).abs().max()
### END SOLUTION

# %% exercise="10.12" role="check"
check("10.12", cambio_massimo)

# %% exercise="10.12" role="wrong" mistake="media"
# Hai fatto la media delle differenze. Serve la più grande: quale comando la trova?
ordine_uno = attribute(percorsi, "markov", order=1, replicates=0).groupby("canale")["quota"].sum()
ordine_due = attribute(percorsi, "markov", order=2, replicates=0).groupby("canale")["quota"].sum()
cambio_massimo = (ordine_due - ordine_uno).abs().mean()

# %% exercise="10.12" role="wrong" mistake="con_il_segno"
# Hai tenuto il segno: così trovi solo la discesa più grande, e le salite non contano. Quale comando toglie il segno?
ordine_uno = attribute(percorsi, "markov", order=1, replicates=0).groupby("canale")["quota"].sum()
ordine_due = attribute(percorsi, "markov", order=2, replicates=0).groupby("canale")["quota"].sum()
cambio_massimo = (ordine_uno - ordine_due).max()

# %% exercise="10.12" role="wrong" mistake="somma"
# Hai sommato le differenze di tutti i canali. Qui serve solo la più grande: quale comando la trova?
ordine_uno = attribute(percorsi, "markov", order=1, replicates=0).groupby("canale")["quota"].sum()
ordine_due = attribute(percorsi, "markov", order=2, replicates=0).groupby("canale")["quota"].sum()
cambio_massimo = (ordine_due - ordine_uno).abs().sum()

# %% [markdown] exercise="10.12" role="hint"
# Due colonne con gli stessi canali si sottraggono come due numeri.

# %% [markdown] exercise="10.12" role="hint"
# `(ordine_due - ordine_uno).abs()`, poi il più grande.

# %% jupyter={"source_hidden": true}
cambi = (ordine_due - ordine_uno).abs()

# %% [markdown] minutes=8
# <details><summary>Quando hai risposto, apri qui</summary>
#
# La quota che cambia di più è quella di `{{ cambi.idxmax() }}`: {{ it(100 * cambi.max(), 1) }} punti percentuali. In media una quota
# cambia di {{ it(100 * cambi.mean(), 1) }} punti. La mappa prevede meglio il prossimo passo, ma il merito si sposta di poco. E
# anche con più memoria divide vendite già fatte.
#
# </details>
#
# ### Un modello che guarda anche chi non compra
#
# I modelli dei percorsi dividono le vendite. Un modello *di rischio a tempi discreti* si fa un'altra domanda: **ogni giorno**, chi
# ha incontrato un canale negli ultimi sette giorni compra più spesso di chi non l'ha incontrato? Guarda anche i giorni senza
# acquisto. Prendi la probabilità di comprare divisa per quella di non comprare: un canale moltiplica questo rapporto per un numero, e
# `log_odds` (il suo *logaritmo*) dice quanto. Zero: nessun effetto. Uno: il rapporto diventa 2,7 volte più grande. Sotto zero:
# diventa più piccolo.

# %%
from kit.journeys import discrete_hazard

alla_cieca = discrete_hazard(registro_lab)
alla_cieca[["canale", "log_odds", "log_odds_inf", "log_odds_sup"]].round(2)

# %% [markdown]
# Sembra un conto serio, e gli intervalli sono stretti. Eppure i due canali inutili escono fra i più forti! Manca un *fattore
# nascosto*: l'interesse della persona, che la spinge sia a cercare la marca sia a comprare. Nel laboratorio l'interesse è scritto in
# `laboratorio_persone`. Diamolo al modello.

# %%
con_interesse = discrete_hazard(registro_lab, esperimento[["utente", "interesse"]])
con_interesse[["canale", "log_odds", "log_odds_inf", "log_odds_sup"]].round(2)

# %% [markdown]
# I quattro canali che fanno vendere restano sopra lo zero, la ricerca di marca ci scende vicino. Il retargeting invece esce
# *negativo*, con tutto l'intervallo sotto lo zero: sembra che faccia danno, e sappiamo che non fa niente. Anche un intervallo al
# 95 % ogni tanto manca il bersaglio; con sei canali capita più facilmente.
# L'ultima riga, `interesse`, non è un canale.

# %% [markdown] exercise="10.13" role="prompt" objective="C" minutes=8 kind="number" decimals=3
# ### Esercizio 10.13 · Che cosa cambia se si vede l'interesse
#
# Di quanto scende la quota di merito dei due canali che non fanno niente, `ricerca_marca` e `retargeting` insieme, passando
# da `alla_cieca` a `con_interesse`? La colonna `quota` c'è nelle due tabelle intere: è la parte di merito di ogni canale.
#
# **Forma:** un numero fra 0 e 1, con 3 decimali.

# %% exercise="10.13" role="answer"
quote_alla_cieca = alla_cieca.groupby("canale")["quota"].sum()
quote_con_interesse = con_interesse.groupby("canale")["quota"].sum()
### BEGIN SOLUTION
prima = quote_alla_cieca["ricerca_marca"] + quote_alla_cieca["retargeting"]
dopo = quote_con_interesse["ricerca_marca"] + quote_con_interesse["retargeting"]
discesa = prima - dopo
### END SOLUTION

# %% exercise="10.13" role="check"
check("10.13", discesa)

# %% exercise="10.13" role="wrong" mistake="una_sola"
# Hai contato solo la ricerca di marca. I canali senza effetto sono due: quale manca?
quote_alla_cieca = alla_cieca.groupby("canale")["quota"].sum()
quote_con_interesse = con_interesse.groupby("canale")["quota"].sum()
discesa = quote_alla_cieca["ricerca_marca"] - quote_con_interesse["ricerca_marca"]

# %% exercise="10.13" role="wrong" mistake="prima"
# Questa è la quota di partenza. La domanda chiede di quanto scende: che cosa devi togliere?
quote_alla_cieca = alla_cieca.groupby("canale")["quota"].sum()
discesa = quote_alla_cieca["ricerca_marca"] + quote_alla_cieca["retargeting"]

# %% exercise="10.13" role="wrong" mistake="ordine"
# Hai fatto dopo meno prima. Una discesa, qui, è prima meno dopo: come va girata la sottrazione?
quote_alla_cieca = alla_cieca.groupby("canale")["quota"].sum()
quote_con_interesse = con_interesse.groupby("canale")["quota"].sum()
prima = quote_alla_cieca["ricerca_marca"] + quote_alla_cieca["retargeting"]
discesa = quote_con_interesse["ricerca_marca"] + quote_con_interesse["retargeting"] - prima

# %% [markdown] exercise="10.13" role="hint"
# Per ogni tabella somma due quote: quella di `ricerca_marca` e quella di `retargeting`.

# %% [markdown] exercise="10.13" role="hint"
# Poi: somma di `quote_alla_cieca` meno somma di `quote_con_interesse`.

# %% [markdown] minutes=8
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Il merito dei due canali inutili passa dal {{ pct(prima, 0) }} al {{ pct(dopo, 0) }}. Non è servito un modello più
# complicato: è servita una colonna in più, l'interesse. Nella vita quella colonna di solito non c'è.
#
# </details>
#
# ### Tutto nella stessa tabella
#
# Cinque mondi, da 10.000 persone l'uno:
#
# - *casuale*: i tocchi capitano a caso;
# - *confuso*: chi è interessato incontra di più i due canali inutili;
# - *navigazionale*: come prima, e ancora di più per la ricerca di marca;
# - *decadimento*: i tocchi capitano a caso, ma l'effetto svanisce in pochi giorni. Il modello statistico invece crede che duri
#   una settimana;
# - *nascosto*: come confuso, ma l'interesse non si può osservare.
#
# Il numero è la parte di merito che sta sul canale sbagliato: 0 vuol dire nessun errore. `rischio con interesse` manca dove
# l'interesse non si vede.

# %% jupyter={"source_hidden": true}
def prova_un_mondo(scenario):
    mondo = simulate_world(scenario, seed=1, people=10_000)
    strade = build_paths(mondo.events, after_conversion="cut")
    tabelle = [attribute(strade, ["primo tocco", "ultimo tocco", "lineare", "markov", "shapley"], replicates=0)]
    tabelle.append(discrete_hazard(mondo.events, mondo.people[["utente"]]).assign(modello="rischio senza interesse"))
    if "interesse" in mondo.people:
        vede = discrete_hazard(mondo.events, mondo.people[["utente", "interesse"]])
        tabelle.append(vede.assign(modello="rischio con interesse"))
    tabelle.append(holdout_effect(mondo.holdout))
    return compare_with_truth(pd.concat(tabelle), mondo.truth).assign(scenario=scenario)


MONDI = ["casuale", "confuso", "navigazionale", "decadimento", "nascosto"]
confronto = pd.concat([prova_un_mondo(nome) for nome in MONDI], ignore_index=True)
tabella_mondi = confronto.pivot_table(index="modello", columns="scenario", values="quota_sbagliata", sort=False)
tabella_mondi.map(lambda valore: it(valore, 2) if valore == valore else "—")

# %% [markdown]

# %% [markdown] exercise="10.14" role="prompt" objective="C" minutes=8 kind="set"
# ### Esercizio 10.14 · Dove la statistica basta
#
# In quali scenari `rischio senza interesse` ha una quota sbagliata più piccola di 0,1?
#
# **Forma:** i nomi degli scenari fra virgolette, divisi da virgole, dentro due parentesi graffe.

# %% exercise="10.14" role="answer"
cieco = confronto[confronto["modello"] == "rischio senza interesse"]
### BEGIN SOLUTION
mondi_facili = set(cieco[cieco["quota_sbagliata"] < 0.1]["scenario"])
### END SOLUTION

# %% exercise="10.14" role="check"
check("10.14", mondi_facili)

# %% exercise="10.14" role="wrong" mistake="con_interesse"
# Hai guardato il modello che vede l'interesse. La domanda parla di quello che non lo vede: quale riga va letta?
vede = confronto[confronto["modello"] == "rischio con interesse"]
mondi_facili = set(vede[vede["quota_sbagliata"] < 0.1]["scenario"])

# %% exercise="10.14" role="wrong" mistake="al_contrario"
# Hai preso gli scenari in cui sbaglia molto. Serve il contrario: quale segno va nel filtro?
cieco = confronto[confronto["modello"] == "rischio senza interesse"]
mondi_facili = set(cieco[cieco["quota_sbagliata"] >= 0.1]["scenario"])

# %% exercise="10.14" role="wrong" mistake="solo_casuale"
# Ne manca uno. In quale altro mondo i tocchi capitano a caso?
mondi_facili = {"casuale"}

# %% [markdown] exercise="10.14" role="hint"
# Filtra `cieco` con `cieco["quota_sbagliata"] < 0.1` e leggi la colonna `scenario`.

# %% [markdown] exercise="10.14" role="hint"
# Sono i mondi in cui nessun fattore nascosto spinge insieme tocchi e acquisti.

# %% [markdown]
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Ora leggi le ultime tre righe della tabella. Il modello di rischio **senza** interesse è ottimo dove i tocchi capitano a caso, e
# fra i peggiori dove non capitano a caso. Quello **con** interesse è ottimo ovunque si possa calcolare. Ma è un confronto
# truccato: quel modello è fatto come il mondo che lo genera. Quando la durata dell'effetto è sbagliata (*decadimento*) peggiora
# un poco. Quando l'interesse non si vede (*nascosto*) non c'è proprio. L'esperimento, con mille persone per gruppo, non è
# truccato ma è incerto: un altro sorteggio darebbe numeri diversi.
#
# </details>

# %% [markdown] minutes=5
# ### Il livello, non solo le quote
#
# Le quote nascondono quanto si guadagna in tutto. Nel laboratorio, con tutto acceso le vendite sono {{ it(mondo.conversions) }};
# con tutto spento {{ it(mondo.without_any) }}. L'effetto dei canali insieme è la differenza.

# %%
effetto_insieme = mondo.conversions - mondo.without_any
effetto_insieme, verita["incremento"].sum()

# %% [markdown] exercise="10.15" role="prompt" objective="E" minutes=5 kind="number" decimals=2
# ### Esercizio 10.15 · Gli effetti non si sommano
#
# Quante volte l'effetto di tutti i canali insieme sta nella somma degli incrementi, presi uno alla volta?
#
# **Forma:** un numero con 2 decimali.

# %% exercise="10.15" role="answer"
### BEGIN SOLUTION
volte = verita["incremento"].sum() / effetto_insieme
### END SOLUTION

# %% exercise="10.15" role="check"
check("10.15", volte)

# %% exercise="10.15" role="wrong" mistake="capovolto"
# Hai diviso al contrario. È la somma che contiene l'effetto più volte: quale numero va sopra?
volte = effetto_insieme / verita["incremento"].sum()

# %% exercise="10.15" role="wrong" mistake="tutte_le_vendite"
# Hai diviso per tutte le vendite. Molte ci sarebbero state anche con tutto spento: per quale numero dividi?
volte = verita["incremento"].sum() / mondo.conversions

# %% exercise="10.15" role="wrong" mistake="differenza"
# Hai sottratto. «Quante volte» vuole una divisione: che cosa va sopra e che cosa sotto?
volte = verita["incremento"].sum() - effetto_insieme

# %% [markdown] exercise="10.15" role="hint"
# Sopra la somma della colonna `incremento` di `verita`, sotto `effetto_insieme`.

# %% [markdown] exercise="10.15" role="hint"
# `volte = verita["incremento"].sum() / …`

# %% [markdown] minutes=1
# A molte vendite servono due canali insieme: spegnendo l'uno o l'altro la vendita sparisce. Così quella vendita sta
# nell'incremento di tutti e due, e la somma la conta due volte. In altri mondi succede il contrario: basta un canale qualunque, e
# la somma resta sotto. Chi promette «la somma dei nostri canali vale tutte le vendite» divide una torta, non misura un effetto.

# %% [markdown] minutes=1
# ## Punti chiave
#
# - Un modello di attribuzione divide vendite già fatte. Non dice quali mancherebbero.
# - Primo tocco, ultimo tocco, lineare e Markov possono dare vincitori diversi sugli stessi percorsi.
# - Togliere un canale dalla mappa non è spegnerlo nella vita.
# - L'intervallo di un modello non misura la distanza dalla verità.
# - Un esperimento con un gruppo senza canale, estratto a sorte, misura l'incremento. È incerto: si legge con l'intervallo.
# - Spostare il budget fidandosi del modello sbagliato può costare vendite.

# %%
progress("10")

# %% [markdown]
# ## Le parole di questa lezione
#
# {{ glossario }}

# %% [markdown]
# ## Per continuare
#
# - Blake, Nosko e Tadelis, [*Consumer Heterogeneity and Paid Search Effectiveness*](https://doi.org/10.3982/ECTA12423),
#   Econometrica, 2015: grandi esperimenti sugli annunci nei motori di ricerca, anche con il nome della marca (in inglese).
# - Lambrecht e Tucker, [*When Does Retargeting Work?*](https://doi.org/10.1509/jmr.11.0503), Journal of Marketing Research, 2013:
#   un esperimento sul retargeting (in inglese).
# - Lewis e Rao, [*The Unfavorable Economics of Measuring the Returns to Advertising*](https://doi.org/10.1093/qje/qjv023),
#   Quarterly Journal of Economics, 2015: perché gli intervalli degli esperimenti sono così larghi (in inglese).
# - Il testo di partenza è dei primi anni 2020. Invita a non contare soltanto le vendite, ma a seguire il percorso omnicanale
#   della persona. Qui hai visto a quali domande quel percorso può rispondere, e a quali no.
#
# **Scarica il mio lavoro.** Togli il segno `#` ed esegui la cella: mette i tuoi quaderni in un solo file da portare via.

# %%
# take_away()
