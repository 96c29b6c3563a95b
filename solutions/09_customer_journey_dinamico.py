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
#     lesson: "09"
#     title: Ricostruisci un customer journey dinamico
#     what: >-
#       Parti da un registro di clic, messaggi e acquisti, sparsi su più dispositivi. Rimetti insieme le persone, le loro
#       sessioni e i loro percorsi. Poi scopri se quei percorsi somigliano davvero a un imbuto, e dove conviene intervenire.
#     base: 75
#     deep: 30
#     data: [eventi, collegamenti, soddisfazione, richieste, visite, considerazione]
#     requires: ["00", "01", "03"]
#     objectives:
#       A: Unisci gli identificativi di una stessa persona e misuri la quota di eventi che non si sa di chi siano.
#       B: Ricostruisci sessioni e percorsi, e calcoli che cosa viene dopo un canale.
#       C: Misuri quanto un percorso somiglia a un imbuto, e confronti dove le persone si fermano e dove sono scontente.
#       D: Calcoli la concentrazione di una persona e quella di tutto il mercato.
#       E: Colleghi social e negozio con il consenso, e conti gli acquisti in cui la marca non c'era.
#     words:
#       customer journey:
#         en: customer journey
#         text: Il percorso di una persona, dal primo incontro con una marca a ciò che fa dopo l'acquisto.
#       registro degli eventi:
#         en: event log
#         text: Una tabella con una riga per ogni cosa successa. Dice che cosa, chi, quando e dove.
#       tocco:
#         en: touchpoint, touch
#         text: Un incontro fra una persona e la marca, su qualunque canale.
#       identificativo:
#         en: identifier
#         text: Il codice con cui il registro riconosce qualcuno. Può indicare una persona o soltanto un dispositivo.
#       errore di identità:
#         en: identity error
#         text: La quota di eventi che non si sa di quale persona siano.
#       contatto:
#         en: lead
#         text: Una persona che ha lasciato un recapito e che si può ricontattare, se ha dato il consenso.
#       sessione:
#         en: session
#         text: Eventi vicini nel tempo della stessa persona. La chiude un silenzio lungo.
#       finestra:
#         en: lookback window
#         text: Quanto tempo prima di un acquisto un tocco conta ancora.
#       conversione:
#         en: conversion
#         text: L'azione che si voleva ottenere. Qui è un acquisto.
#       imbuto:
#         en: funnel
#         text: L'idea che tutti passino per le stesse tappe, in ordine, e che a ogni tappa qualcuno si perda.
#       indice di linearità:
#         en: linearity index
#         text: La quota di passaggi fra tappe che avanzano di una tappa sola.
#       ritorno:
#         en: loop
#         text: Un passaggio a una tappa precedente.
#       indice HHI:
#         en: Herfindahl-Hirschman index
#         text: Una misura di concentrazione da 0 a 1. Si sommano i quadrati delle quote.
#       omnicanalità:
#         en: omnichannel
#         text: Far lavorare insieme tutti i canali, così che per la persona la marca sia una sola.
#       insieme di considerazione:
#         en: consideration set
#         text: Le marche a cui una persona pensa davvero prima di scegliere.
#     variant: "09"
# ---

# %% [markdown]
# # 09. Ricostruisci un customer journey dinamico
#
# {{ scheda }}

# %%
import warnings

from kit.datasets import describe, load, load_variant
from kit.exercises import bring_back, check, hint, progress, quiz, ready, restart, solution, take_away
from kit.journeys import JourneyWarning, build_paths, dynamic_indices, funnel, next_step
from kit.journeys import read_events, sessions, stage_moves, stitch_identities
from kit.journeys.plots import alluvial, funnel_bars, transition_heatmap
from kit.plots import style

style()
warnings.simplefilter("ignore", JourneyWarning)  # ciò che gli avvisi direbbero, qui lo diciamo nel testo
ready("09")

# %% [markdown] minutes=1
# ## La domanda
#
# Alla parete di **Tullio**, il titolare di Fiatolungo, c'è un disegno: un **imbuto** (in inglese *funnel*). In alto entrano
# tutti, poi a ogni tappa qualcuno si perde: scoperta, considerazione, intenzione, acquisto, fedeltà.
#
# «Guarda», dice a **Nives**. «Arrivano fino all'intenzione e poi non comprano. A giugno facciamo uno sconto alla cassa».
#
# Nives ha due dubbi. Il disegno conta persone o telefoni? E la gente cammina davvero così, sempre in avanti? Prima di
# spendere, rifà i conti con te.

# %% [markdown] minutes=1
# ## Prima di calcolare, prevedi
#
# Pensa a 10 passaggi da una tappa a un'altra. Quanti vanno avanti di **una sola** tappa, come vuole l'imbuto? Scrivi un
# numero da 0 a 10.

# %%
mia_previsione = 9
mia_previsione

# %% [markdown] minutes=3
# ## 1. Il registro: che cosa è successo
#
# Il percorso di una persona si chiama **customer journey** (*journey* vuol dire viaggio). Non lo vede nessuno per intero. Si
# ricostruisce da un **registro degli eventi**, che ha una riga per ogni cosa successa.

# %%
registro = load("eventi")
registro[["utente", "data_ora", "canale", "evento", "tappa", "dispositivo"]].head(4)

# %% [markdown]
# Le righe sono {{ it(len(registro)) }}, da marzo a maggio 2025. Un incontro con la marca è un **tocco** (in inglese
# *touchpoint*). Un acquisto è una **conversione**. La colonna `tappa` l'ha scritta chi ha preparato i dati: tienilo a mente.
# Tutte le colonne sono spiegate in `describe("eventi")`.
#
# `value_counts` conta quante volte compare ogni valore di una colonna.

# %%
registro["canale"].value_counts()

# %% [markdown]
# Qualche nome da spiegare. `creator` è chi pubblica per un suo pubblico: in questo registro è sempre pagato per parlare di
# Fiatolungo. `retargeting` sono gli annunci che inseguono chi è già stato sul sito. `diretto` è chi scrive da sé l'indirizzo,
# `ricerca_marca` chi cerca proprio il nome Fiatolungo. `sito` compare solo negli acquisti.
#
# I canali sono tanti: il testo da cui parte la lezione, del 2012, parla di *fonti multiple*. E i momenti? Ecco quanti eventi
# ci sono in ogni ora del giorno.

# %% jupyter={"source_hidden": true}
import matplotlib.pyplot as plt
import pandas as pd

from kit.formats import it, pct
from kit.plots import PALETTE, italian_axis, picture, show

istanti = pd.to_datetime(registro["data_ora"])
per_ora = pd.crosstab(istanti.dt.hour, istanti.dt.day_of_week == 3)
figura, assi = plt.subplots(figsize=(8, 3.1))
assi.plot(per_ora.index, per_ora[True] / 13, color=PALETTE[2], marker="s", label="giovedì")
assi.plot(per_ora.index, per_ora[False] / 78, color=PALETTE[1], marker="o", linestyle="--", label="media degli altri giorni")
assi.set_xlabel("ora del giorno")
assi.set_ylabel("eventi in un'ora")
assi.set_xticks(range(0, 24, 3))
assi.legend(loc="upper left")
italian_axis(assi, y="number")
show(
    figura,
    alt="Due linee degli eventi per ora: di giorno quasi uguali; alle 21 quella del giovedì sale molto più in alto.",
    summary=f"Il giovedì alle 21 ci sono {it(per_ora[True][21] / 13)} eventi, negli altri giorni {it(per_ora[False][21] / 78)}.",
)

# %% [markdown]
# Il giovedì alle 21 c'è la gara in televisione. Molti la guardano con il telefono in mano e vanno su `social_video`. Seguire
# la televisione e i social insieme si chiama *social TV*.

# %% [markdown] minutes=3
# ## 2. Chi è chi: persone o dispositivi?
#
# Nella colonna `utente` ci sono due tipi di codice. `U…` è una persona che si è fatta riconoscere, per esempio entrando con la
# sua password; se ha lasciato un recapito, e quindi la si può ricontattare, nel marketing è un **contatto** (*lead*). `D…` è
# soltanto un dispositivo: non si sa chi lo tiene in mano. Quanti codici diversi ci sono? `nunique` conta i valori diversi.

# %%
registro["utente"].nunique()

# %% [markdown]
# Tullio legge {{ it(registro["utente"].nunique()) }} «persone». Ma una persona con telefono, computer e tablet può essere
# contata quattro volte: tre dispositivi, più il suo codice `U…`. Vediamo quali codici cominciano con una certa lettera.
# `.str.startswith` guarda l'inizio di un testo e risponde vero o falso.

# %%
registro["persona_nota"] = registro["utente"].str.startswith("U")
registro["persona_nota"].mean()

# %% [markdown]
# Vero vale 1 e falso vale 0, quindi la media è una quota. Qui è {{ pct(registro["persona_nota"].mean(), 0) }}. Di tutti gli
# altri eventi si sa che cosa è successo, ma non a chi. La loro quota si chiama **errore di identità**.

# %% [markdown] exercise="9.1" role="prompt" objective="A" minutes=4 kind="series" decimals=3
# ### Esercizio 9.1 · L'errore di identità, dispositivo per dispositivo
#
# Per ogni `dispositivo` calcola la quota di eventi **senza nome**, cioè con un codice che comincia per `D`. Crea prima la
# colonna `sconosciuto`, poi fai la media per gruppo. Le righe con `#` sono una traccia: togli il segno `#` e lo
# spazio che lo segue, poi riempi i vuoti.
#
# **Forma:** una quota per ogni dispositivo, calcolata con `groupby`.

# %% exercise="9.1" role="answer"
### BEGIN SOLUTION
registro["sconosciuto"] = registro["utente"].str.startswith("D")
errore_per_dispositivo = registro.groupby("dispositivo")["sconosciuto"].mean()
### END SOLUTION
# registro["sconosciuto"] = registro["utente"].str.startswith(______)
# errore_per_dispositivo = registro.groupby(______)[______].mean()

# %% exercise="9.1" role="check"
check("9.1", errore_per_dispositivo)

# %% exercise="9.1" role="wrong" mistake="riconosciuti"
# Hai calcolato la quota degli eventi con un nome. Qui servono quelli senza: con quale lettera comincia il loro codice?
errore_per_dispositivo = registro.groupby("dispositivo")["persona_nota"].mean()

# %% exercise="9.1" role="wrong" mistake="conteggi"
# Hai contato gli eventi senza nome. Il telefono ne ha di più anche perché si usa di più: quale comando, al posto della
# somma, dà la quota?
registro["sconosciuto"] = registro["utente"].str.startswith("D")
errore_per_dispositivo = registro.groupby("dispositivo")["sconosciuto"].sum()

# %% exercise="9.1" role="wrong" mistake="per_canale"
# Hai diviso per canale. La domanda è sui dispositivi: quale colonna va fra le parentesi di `groupby`?
registro["sconosciuto"] = registro["utente"].str.startswith("D")
errore_per_dispositivo = registro.groupby("canale")["sconosciuto"].mean()

# %% exercise="9.1" role="wrong" mistake="altro_denominatore"
# Hai diviso per tutti gli eventi senza nome: così sai dove stanno. Qui il tutto sono gli eventi di quel dispositivo. Su quale
# gruppo va fatta la media?
registro["sconosciuto"] = registro["utente"].str.startswith("D")
errore_per_dispositivo = registro[registro["sconosciuto"]]["dispositivo"].value_counts(normalize=True)

# %% exercise="9.1" role="wrong" mistake="totale"
# Questa è la quota su tutto il registro. Il controllo vuole una quota per ogni dispositivo: quale comando divide la tabella
# in gruppi?
registro["sconosciuto"] = registro["utente"].str.startswith("D")
errore_per_dispositivo = registro["sconosciuto"].mean()

# %% [markdown] exercise="9.1" role="hint"
# La prima riga è come quella di `persona_nota`, con un'altra lettera.

# %% [markdown] exercise="9.1" role="hint"
# Nella seconda, il gruppo è `"dispositivo"` e la colonna di cui fare la media è `"sconosciuto"`.

# %% [markdown] minutes=3
# <details><summary>Quando hai risposto, apri qui</summary>
#
# La quota più alta è quella del telefono: circa {{ it(10 * errore_per_dispositivo["telefono"], 0) }} eventi su 10 sono senza
# nome. Si guarda e si scorre, di solito senza entrare con la password. In negozio è più bassa, grazie alla tessera.
#
# </details>
#
# ### Unire gli identificativi
#
# Un codice così si chiama **identificativo**. La tabella `collegamenti` dice quali dispositivi sono di quali persone.

# %%
collegamenti = load("collegamenti")
collegamenti["id_collegato"].value_counts().head(3)

# %% [markdown]
# Il primo codice è legato a {{ it(collegamenti["id_collegato"].value_counts().max()) }} persone: è il tablet del negozio. Se lo
# usassimo per unire, diventerebbero tutte una persona sola. Per questo scriviamo `shared="split"` (*condivisi: separa*): i
# dispositivi condivisi restano a parte. `stitch_identities` unisce i codici, `read_events` legge gli istanti e mette gli eventi
# in ordine.

# %%
unito = stitch_identities(registro, collegamenti, shared="split")
eventi = read_events(unito)
eventi["utente"].nunique()

# %% [markdown]
# Da {{ it(registro["utente"].nunique()) }} codici a {{ it(eventi["utente"].nunique()) }}. Sono ancora troppi: chi non si è mai
# fatto riconoscere resta un codice `D`. Sul telefono l'errore di identità è sceso, ma è ancora
# {{ pct(eventi[eventi["dispositivo"] == "telefono"]["utente"].str.startswith("D").mean(), 0) }}. Ecco una persona per intero. La
# colonna `identificativo` dice con quale codice il registro l'aveva vista.

# %%
una_persona = eventi[eventi["utente"] == "U3707"]
una_persona[["data_ora", "canale", "evento", "tappa", "dispositivo", "identificativo"]]

# %% [markdown]
# Per Tullio erano {{ it(una_persona["identificativo"].nunique()) }} persone diverse: chi aveva fatto il primo
# tocco non era chi aveva comprato.

# %% [markdown] minutes=3
# ## 3. Le sessioni: momenti di attenzione
#
# Guarda ancora le ore: certi eventi distano pochi minuti, altri giorni. Quelli vicini formano una **sessione**. La regola è
# semplice: finché fra un evento e il successivo passano al massimo 30 minuti, la sessione continua. Un silenzio più lungo la
# chiude. Nel comando il silenzio si chiama `gap`, e `"30min"` vuol dire 30 minuti.

# %%
con_sessioni = sessions(eventi, gap="30min")
con_sessioni[con_sessioni["utente"] == "U3707"][["data_ora", "canale", "sessione"]]

# %%
con_sessioni["sessione"].nunique()

# %% [markdown]
# Gli eventi sono {{ it(len(eventi)) }}, le sessioni {{ it(con_sessioni["sessione"].nunique()) }}. I trenta minuti non sono una
# legge: sono un'abitudine di chi fa questi conti. Con un altro silenzio il numero cambia. Lo vedrai più avanti, in *Muovi*.

# %% [markdown] minutes=4
# ## 4. I percorsi: prima il disegno, poi la tabella
#
# Un percorso è la fila dei canali toccati da una persona. Servono tre regole, e vanno dette sempre:
#
# - la **finestra** (`lookback`): un tocco conta se è al massimo 30 giorni prima dell'acquisto (`"30D"`, da *days*, giorni);
# - dopo un acquisto si ricomincia da capo (`"cut"`, cioè taglia);
# - un canale ripetuto di fila conta una volta sola.

# %%
percorsi = build_paths(eventi, lookback="30D", after_conversion="cut")
percorsi

# %% [markdown]
# Nota i percorsi *ancora aperti*: quando i dati finiscono, quelle persone potevano ancora comprare. E ci sono acquisti senza
# alcun tocco: qualcosa è successo, ma il registro non l'ha visto.
#
# Ecco gli ultimi tre tocchi prima della fine. Ogni nastro è un gruppo di percorsi che passa da un canale a un altro:
# più è alto, più percorsi contiene. I nastri scuri a righe finiscono con un acquisto. *Nessuna* vuol dire che il percorso si
# ferma senza acquisto.

# %%
alluvial(percorsi)

# %% [markdown]
# Segui i nastri che arrivano a *conversione*: vengono da tanti canali diversi. Nessuna strada porta da sola la maggior parte
# degli acquisti. E i nastri scuri più spessi vanno da `ricerca` a `recensioni` e poi tornano a `ricerca`.

# %% [markdown] minutes=2
# Gli stessi passaggi si possono scrivere in una tabella. Ogni riga è un canale di partenza, ogni colonna quello che viene
# dopo. Le quote di una riga sommano a 100 %.

# %%
transition_heatmap(percorsi)

# %% [markdown]
# Per leggere una riga sola c'è `next_step` (*prossimo passo*).

# %%
dopo_ricerca = next_step(percorsi, "ricerca")
dopo_ricerca.head(4)

# %% [markdown] exercise="9.2" role="prompt" objective="B" minutes=4 kind="number" decimals=3
# ### Esercizio 9.2 · Che cosa viene dopo le recensioni
#
# Fra i passaggi che **partono** da `recensioni`, quale quota va a `ricerca`? Prepara la tabella con `next_step`, poi tieni la
# riga giusta. `.sum()` alla fine tira fuori il numero da una colonna di una riga sola.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="9.2" role="answer"
### BEGIN SOLUTION
dopo_recensioni = next_step(percorsi, "recensioni")
riga_ricerca = dopo_recensioni[dopo_recensioni["prossimo"] == "ricerca"]
quota_ricerca = riga_ricerca["quota"].sum()
### END SOLUTION
# dopo_recensioni = next_step(percorsi, ______)
# riga_ricerca = dopo_recensioni[dopo_recensioni["prossimo"] == ______]
# quota_ricerca = riga_ricerca[______].sum()

# %% exercise="9.2" role="check"
check("9.2", quota_ricerca)

# %% exercise="9.2" role="wrong" mistake="rovesciato"
# Hai letto il passaggio da ricerca a recensioni. La domanda parte dalle recensioni: quale nome va fra le parentesi di `next_step`?
dopo_ricerca = next_step(percorsi, "ricerca")
quota_ricerca = dopo_ricerca[dopo_ricerca["prossimo"] == "recensioni"]["quota"].sum()

# %% exercise="9.2" role="wrong" mistake="conteggio"
# Hai preso il numero dei passaggi. Qui serve la parte sul tutto: quale altra colonna della tabella la contiene?
dopo_recensioni = next_step(percorsi, "recensioni")
quota_ricerca = dopo_recensioni[dopo_recensioni["prossimo"] == "ricerca"]["passaggi"].sum()

# %% exercise="9.2" role="wrong" mistake="tutte_le_righe"
# Hai sommato le quote di tutti i canali: insieme fanno sempre 1. Quale riga va tenuta prima di sommare?
dopo_recensioni = next_step(percorsi, "recensioni")
quota_ricerca = dopo_recensioni["quota"].sum()

# %% exercise="9.2" role="wrong" mistake="dove_finiscono"
# Questa è la quota di chi dopo le recensioni si ferma. La domanda chiede la quota di chi va a cercare: quale valore di
# `prossimo` serve?
dopo_recensioni = next_step(percorsi, "recensioni")
quota_ricerca = dopo_recensioni[dopo_recensioni["prossimo"] == "(nessuna)"]["quota"].sum()

# %% exercise="9.2" role="wrong" mistake="ripetizioni"
# Qui i canali ripetuti di fila contano ogni volta. I percorsi della lezione li contano una volta sola: usa la tabella
# `percorsi` già pronta. Quale nome va per primo fra le parentesi di `next_step`?
tutti_i_tocchi = build_paths(eventi, lookback="30D", after_conversion="cut", repeats="keep")
dopo_recensioni = next_step(tutti_i_tocchi, "recensioni")
quota_ricerca = dopo_recensioni[dopo_recensioni["prossimo"] == "ricerca"]["quota"].sum()

# %% [markdown] exercise="9.2" role="hint"
# `next_step(percorsi, "recensioni")` dà una tabella. Guardala: ogni riga è un possibile passo dopo.

# %% [markdown] exercise="9.2" role="hint"
# Filtra la riga in cui `prossimo` è `"ricerca"`, poi prendi la colonna `quota`.

# %% [markdown] minutes=3
# <details><summary>Quando hai risposto, apri qui</summary>
#
# È il passo più frequente: circa {{ it(10 * quota_ricerca, 0) }} volte su 10, chi legge una recensione poi cerca. Se aveva già
# cercato prima, è un giro, non una linea.
#
# </details>
#
# ## 5. È davvero un imbuto?
#
# `funnel` conta quante persone arrivano a ogni tappa, una dopo l'altra. Calcola anche quale quota ci arriva dalla tappa
# precedente. Ecco l'imbuto con gli identificativi uniti.

# %%
imbuto = funnel(eventi)
funnel_bars(imbuto)

# %% [markdown]
# E quello di Tullio, sul registro com'era?

# %%
imbuto_di_tullio = funnel(read_events(registro))
imbuto_di_tullio[["tappa", "persone", "quota", "fuori_ordine"]]

# %% [markdown]
# Fra chi aveva intenzione di comprare, quanti comprano? Per Tullio {{ pct(imbuto_di_tullio["quota"][3], 0) }}. Con le persone
# rimesse insieme {{ pct(imbuto["quota"][3], 0) }}. Una parte del buco alla cassa era un errore di identità: si guarda dal
# telefono e si compra dal computer, o in negozio. Il resto rimane: su 100 persone con l'intenzione,
# {{ it(100 * (1 - imbuto["quota"][3]), 0) }} non comprano, o comprano sotto un altro codice.
#
# C'è un secondo dubbio. La colonna `fuori_ordine` conta chi tocca una tappa senza essere passato prima da tutte le
# precedenti: all'intenzione sono {{ it(imbuto["fuori_ordine"][2]) }} persone, su
# {{ it(imbuto["persone"][2] + imbuto["fuori_ordine"][2]) }} che la toccano, anche con gli identificativi uniti.
#
# `stage_moves` elenca ogni passaggio fra due tappe diverse. `salto` vale 1 se si avanza di una tappa, −1 se si torna
# indietro di una.

# %%
passaggi = stage_moves(eventi)
passaggi.head(4)

# %% [markdown]
# Un esempio di conto: la quota di passaggi che saltano in avanti **più** di una tappa.

# %%
passaggi["salta_tappe"] = passaggi["salto"] > 1
passaggi["salta_tappe"].mean()

# %% [markdown] exercise="9.3" role="prompt" objective="C" minutes=3 kind="number" decimals=3
# ### Esercizio 9.3 · L'indice di linearità
#
# L'**indice di linearità** è la quota di passaggi che avanzano di **esattamente una tappa**. In un imbuto perfetto vale 1.
# Calcolalo con la tabella `passaggi`.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="9.3" role="answer"
### BEGIN SOLUTION
passaggi["avanza_di_una"] = passaggi["salto"] == 1
linearita = passaggi["avanza_di_una"].mean()
### END SOLUTION
# passaggi["avanza_di_una"] = passaggi["salto"] == ______
# linearita = passaggi[______].mean()

# %% exercise="9.3" role="check"
check("9.3", linearita)

# %% exercise="9.3" role="alternative"
linearita = len(passaggi[passaggi["salto"] == 1]) / len(passaggi)

# %% exercise="9.3" role="wrong" mistake="tutti_gli_avanti"
# Hai contato anche chi salta una o più tappe. «Esattamente una tappa» vuol dire che `salto` ha un valore preciso: quale?
linearita = (passaggi["salto"] > 0).mean()

# %% exercise="9.3" role="wrong" mistake="ritorni"
# Questi sono i passaggi che tornano indietro. Per l'imbuto contano quelli che avanzano di una tappa: quanto vale `salto`?
linearita = (passaggi["salto"] < 0).mean()

# %% exercise="9.3" role="wrong" mistake="conteggio"
# Hai contato i passaggi giusti, ma un indice è una quota: per quanti passaggi in tutto va diviso?
linearita = len(passaggi[passaggi["salto"] == 1])

# %% exercise="9.3" role="wrong" mistake="senza_unire"
# Hai usato il registro prima di unire gli identificativi: i pezzi di una persona sembrano persone diverse. Da quale tabella
# di eventi vanno presi i passaggi?
linearita = (stage_moves(read_events(registro))["salto"] == 1).mean()

# %% exercise="9.3" role="wrong" mistake="media_del_salto"
# Hai fatto la media dei salti: avanti e indietro si compensano. Prima crea una colonna vero o falso, con `==`: quale
# confronto serve?
linearita = passaggi["salto"].mean()

# %% [markdown] exercise="9.3" role="hint"
# È come `salta_tappe`, ma il confronto è «uguale a», con due segni `==`.

# %% [markdown] exercise="9.3" role="hint"
# Se una colonna è vero o falso, la sua media è la quota dei veri.

# %% [markdown] minutes=4
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Circa {{ it(10 * linearita, 0) }} passaggi su 10 seguono l'imbuto. Circa {{ it(10 * (passaggi["salto"] < 0).mean(), 0) }} su 10
# sono un **ritorno** (in inglese *loop*, giro): per esempio, dall'intenzione si torna a considerare. Che cosa avevi previsto?
#
# </details>
#
# Il percorso è dinamico, ma l'imbuto non è tutto da buttare: la maggior parte dei passaggi va avanti. Dire «l'imbuto è
# morto» sarebbe esagerato quanto appenderlo alla parete.
#
# ### Dove si fermano, dove sono scontenti
#
# L'imbuto guarda dal lato dell'azienda: quanti restano? Il percorso guarda dal lato della persona: come si trova? Un'indagine
# ha chiesto un voto da 1 a 5 per ogni tappa.

# %%
soddisfazione = load("soddisfazione")
voti = soddisfazione.groupby("tappa")["voto"].mean()
voti.sort_values()

# %% [markdown]
# Il nome davanti al valore più basso si può anche far calcolare, con `idxmin`.

# %%
voti.idxmin()

# %% [markdown]
# Facciamo lo stesso con l'imbuto. La scoperta non ha una tappa prima, quindi la lasciamo fuori. `set_index` mette la colonna
# `tappa` davanti alle righe, così `idxmin` risponde con il suo nome.

# %%
dopo_la_scoperta = imbuto[imbuto["tappa"] != "scoperta"].set_index("tappa")
dopo_la_scoperta["quota"].idxmin()

# %% [markdown]
# Due tappe diverse. Dopo la scoperta, la quota più bassa è all'arrivo a «{{ dopo_la_scoperta["quota"].idxmin() }}»: su questo il
# disegno di Tullio regge, anche se il buco è più piccolo di come lo vedeva lui.
# Il voto più basso invece è a «{{ voti.idxmin() }}» (nelle tabelle senza accento), con {{ it(voti.min(), 1) }}: è ciò che
# succede dopo l'acquisto. Chi guarda solo l'imbuto non se ne accorge. E una persona scontenta, domani, potrebbe non tornare.

# %% [markdown] minutes=3
# ## 6. I cinque temi, in numeri
#
# Il testo di partenza descrive il nuovo percorso con cinque temi: fonti multiple, concentrazione, fiducia, ricerca e ascolto,
# conversazione come prodotto. `dynamic_indices` li trasforma in numeri. Ne guardiamo nove.

# %%
indici = dynamic_indices(eventi)

# %% jupyter={"source_hidden": true}
nove = ["canali_effettivi", "dispositivi_effettivi", "hhi_persona", "hhi_mercato", "ore_dopo_consiglio", "ore_dopo_pagato"]
nove = nove + ["giri_di_ricerca", "tasso_di_risposta", "quota_risposte"]
nove_indici = indici[indici["indice"].isin(nove)].set_index("indice")
nove_indici[["tema", "valore", "unita"]]

# %% [markdown]
# - **Fonti multiple.** Una persona usa in media {{ it(nove_indici["valore"]["canali_effettivi"], 1) }} canali *effettivi*: se usa
#   quasi sempre lo stesso, gli altri contano poco. I dispositivi effettivi sono
#   {{ it(nove_indici["valore"]["dispositivi_effettivi"], 1) }}: molti fanno quasi tutto con uno solo.
# - **Fiducia.** Dopo un consiglio di amici o una recensione, il passo seguente arriva in
#   {{ it(nove_indici["valore"]["ore_dopo_consiglio"], 0) }} ore (la *mediana*: metà aspetta meno, metà di più). Dopo un tocco
#   pagato, in {{ it(nove_indici["valore"]["ore_dopo_pagato"], 0) }}. È un segnale, non una prova: chi chiede consiglio forse è
#   già deciso.
# - **Ricerca e ascolto.** Persone che tornano a cercare dopo aver fatto altro: {{ pct(nove_indici["valore"]["giri_di_ricerca"], 0) }}.
#   Messaggi a cui Fiatolungo risponde entro 24 ore: {{ pct(nove_indici["valore"]["tasso_di_risposta"], 0) }}.
# - **Conversazione come prodotto.** Tocchi che sono una risposta a un messaggio:
#   {{ pct(nove_indici["valore"]["quota_risposte"], 0) }}. Il testo dice che la conversazione *è* il prodotto: qui è una parte
#   piccola di ciò che succede.
#
# Il quinto tema, la **concentrazione**, sta nelle due righe `hhi`: fra poco la calcoli a mano. Ogni numero ha i suoi limiti: li
# trovi nella colonna `indici["che_cosa_non_dice"]`.
#
# ### La concentrazione, a mano
#
# L'**indice HHI** somma i quadrati delle quote. Con tutto in un canale vale 1; con dieci canali in parti uguali vale 0,1. Il
# quadrato si scrive `** 2`. Ecco il mercato, cioè tutti i tocchi insieme, senza gli acquisti.

# %%
tocchi = eventi[eventi["evento"] != "conversione"]
quote_mercato = tocchi["canale"].value_counts(normalize=True)
hhi_mercato = (quote_mercato ** 2).sum()
hhi_mercato

# %% [markdown]
# `normalize=True` dà le quote al posto dei conteggi. Nel mercato i tocchi sono molto sparsi. E in una persona?

# %% [markdown] exercise="9.4" role="prompt" objective="D" minutes=3 kind="number" decimals=3
# ### Esercizio 9.4 · La concentrazione di una persona
#
# Calcola lo stesso indice per la persona `"U3707"`, quella della sezione 2. Parti dalla tabella `tocchi`.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="9.4" role="answer"
### BEGIN SOLUTION
tocchi_persona = tocchi[tocchi["utente"] == "U3707"]
quote_persona = tocchi_persona["canale"].value_counts(normalize=True)
hhi_persona = (quote_persona ** 2).sum()
### END SOLUTION
# tocchi_persona = tocchi[tocchi["utente"] == ______]
# quote_persona = tocchi_persona["canale"].value_counts(normalize=______)
# hhi_persona = (______ ** 2).sum()

# %% exercise="9.4" role="check"
check("9.4", hhi_persona)

# %% exercise="9.4" role="wrong" mistake="mercato"
# Questo è l'indice di tutto il mercato. Qui serve quello di una persona sola: quale filtro va messo prima?
hhi_persona = hhi_mercato

# %% exercise="9.4" role="wrong" mistake="con_l_acquisto"
# Fra le righe c'è anche l'acquisto, che non è un tocco. Da quale tabella, già senza acquisti, conviene partire?
quote_persona = eventi[eventi["utente"] == "U3707"]["canale"].value_counts(normalize=True)
hhi_persona = (quote_persona ** 2).sum()

# %% exercise="9.4" role="wrong" mistake="senza_quadrati"
# Hai sommato le quote senza quadrati: così viene sempre 1. Che cosa manca prima di `.sum()`?
quote_persona = tocchi[tocchi["utente"] == "U3707"]["canale"].value_counts(normalize=True)
hhi_persona = quote_persona.sum()

# %% exercise="9.4" role="wrong" mistake="conteggi"
# Hai elevato al quadrato i conteggi, non le quote: l'indice deve stare fra 0 e 1. Che cosa va scritto fra le parentesi di
# `value_counts`?
conteggi_persona = tocchi[tocchi["utente"] == "U3707"]["canale"].value_counts()
hhi_persona = (conteggi_persona ** 2).sum()

# %% exercise="9.4" role="wrong" mistake="canale_piu_usato"
# Questa è la quota del canale più usato. L'indice tiene conto di tutti i canali: che cosa va sommato?
quote_persona = tocchi[tocchi["utente"] == "U3707"]["canale"].value_counts(normalize=True)
hhi_persona = quote_persona.max()

# %% [markdown] exercise="9.4" role="hint"
# Prima il filtro sulla persona, poi le quote dei suoi canali, poi i quadrati e la somma.

# %% [markdown] exercise="9.4" role="hint"
# I conti sono quelli del mercato: cambia solo la tabella da cui parti.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Più di metà dei suoi tocchi è in un canale solo, e l'indice è {{ it(hhi_persona / hhi_mercato, 0) }} volte quello del mercato. Non è
# un caso raro: la media delle persone con almeno tre tocchi è {{ it(nove_indici["valore"]["hhi_persona"], 2) }}.
#
# </details>
#
# Il testo racconta che i social raccolgono ogni esperienza in un flusso solo. Qui molti sono concentrati, ma in canali diversi:
# un canale forte per tutti non c'è. L'indice però non dice che la persona sia *fedele* a quel canale, né che il canale la
# convinca. E con pochi tocchi è alto per forza: chi ne ha uno solo ha sempre 1.

# %% [markdown] minutes=3
# ## 7. Il negozio che sa della tua domanda
#
# Qualcuno chiede di uno zaino su `social_foto`, poi entra in negozio. Il commesso ricomincia da zero? **Omnicanalità** (in
# inglese *omnichannel*) vuol dire che per la persona la marca è una sola, ovunque la incontri. Kamal, in negozio, ha fatto una
# prova: se la persona dà il **consenso**, il commesso trova la sua domanda sul tablet.

# %%
richieste = load("richieste")
visite = load("visite")
con_consenso = richieste[richieste["consenso"] == 1]
len(richieste), len(con_consenso)

# %% [markdown]
# Senza consenso la colonna `utente` è vuota: quelle richieste non si collegano a niente, ed è giusto così. `merge` unisce due
# tabelle dove i valori di certe colonne sono uguali. Dopo, contiamo sempre le righe.

# %%
insieme = con_consenso.merge(visite, on=["utente", "prodotto"])
len(insieme)

# %%
insieme[["richiesta", "visita", "prodotto", "richiesta_letta", "acquisto", "importo"]].head(4)

# %% [markdown]
# Le richieste senza una visita non ci sono più: per il registro, quelle persone non sono venute. Nelle visite, il tablet a
# volte funzionava e a volte no, **a caso**. `richiesta_letta` dice se il commesso ha letto la domanda.

# %% [markdown] exercise="9.5" role="prompt" objective="E" minutes=4 kind="number" decimals=3
# ### Esercizio 9.5 · Serve, leggere la domanda?
#
# Fra chi ha dato il consenso, di quanto sale la quota di acquisto quando la richiesta è stata letta? Usa la tabella
# `insieme`. Il valore del gruppo 1 si prende con `[1]`, quello del gruppo 0 con `[0]`.
#
# **Forma:** un numero con 3 decimali. Può essere negativo.

# %% exercise="9.5" role="answer"
### BEGIN SOLUTION
tassi_letta = insieme.groupby("richiesta_letta")["acquisto"].mean()
differenza_letta = tassi_letta[1] - tassi_letta[0]
### END SOLUTION
# tassi_letta = insieme.groupby(______)[______].mean()
# differenza_letta = ______ - ______

# %% exercise="9.5" role="check"
check("9.5", differenza_letta)

# %% exercise="9.5" role="wrong" mistake="tutte_le_visite"
# Hai confrontato con tutte le visite. Lì c'è anche chi non ha chiesto niente, o non ha dato il consenso: sono persone
# diverse. In quale tabella c'è solo chi ha acconsentito?
tassi_letta = visite.groupby("richiesta_letta")["acquisto"].mean()
differenza_letta = tassi_letta[1] - tassi_letta[0]

# %% exercise="9.5" role="wrong" mistake="ordine"
# Hai fatto non letta meno letta. «Di quanto sale» vuole prima il gruppo con la richiesta letta: come si inverte?
tassi_letta = insieme.groupby("richiesta_letta")["acquisto"].mean()
differenza_letta = tassi_letta[0] - tassi_letta[1]

# %% exercise="9.5" role="wrong" mistake="solo_lette"
# Questa è la quota di acquisto con la richiesta letta. Una parte di quelle persone avrebbe comprato comunque: quale quota va
# tolta?
tassi_letta = insieme.groupby("richiesta_letta")["acquisto"].mean()
differenza_letta = tassi_letta[1]

# %% exercise="9.5" role="wrong" mistake="conteggi"
# Hai sottratto due conteggi di acquisti. I gruppi non sono della stessa grandezza: quale comando dà la quota al posto del
# totale?
conti_letta = insieme.groupby("richiesta_letta")["acquisto"].sum()
differenza_letta = conti_letta[1] - conti_letta[0]

# %% exercise="9.5" role="wrong" mistake="euro"
# Hai confrontato gli euro dello scontrino. La domanda è sulla quota di chi compra: quale colonna vale 0 oppure 1?
euro_letta = insieme.groupby("richiesta_letta")["importo"].mean()
differenza_letta = euro_letta[1] - euro_letta[0]

# %% [markdown] exercise="9.5" role="hint"
# Raggruppa per `richiesta_letta` e fai la media di `acquisto`: hai due quote.

# %% [markdown] exercise="9.5" role="hint"
# Poi la quota con `[1]` meno la quota con `[0]`.

# %% jupyter={"source_hidden": true}
from kit.inference import rate_difference

letta, non_letta = (insieme[insieme["richiesta_letta"] == valore]["acquisto"] for valore in (1, 0))
effetto_letta = rate_difference(int(letta.sum()), len(letta), int(non_letta.sum()), len(non_letta))

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Circa {{ it(100 * differenza_letta, 0) }} acquisti in più ogni 100 visite, con un intervallo da
# {{ it(100 * effetto_letta.limite_inf, 0) }} a {{ it(100 * effetto_letta.limite_sup, 0) }}. Con tutte le visite sarebbero
# sembrati
# {{ it(100 * (visite[visite["richiesta_letta"] == 1]["acquisto"].mean() - visite[visite["richiesta_letta"] == 0]["acquisto"].mean()), 0) }}:
# ma chi chiede, e acconsente, compra di più anche quando la sua domanda non viene letta.
#
# </details>
#
# Il confronto vale perché il tablet funzionava a caso. Vale per chi ha dato il consenso: degli altri non sappiamo niente.
#
# ## 8. Gli acquisti in cui la marca non c'era
#
# Il registro vede solo chi incontra Fiatolungo. E gli altri acquisti? La tabella `considerazione` raccoglie interviste a chi ha
# appena comprato, da chiunque. Le colonne con il nome di una marca valgono 1 se la persona ci aveva pensato. Le marche a cui si
# pensa davvero sono l'**insieme di considerazione**.

# %%
considerazione = load("considerazione")
considerazione.head(3)

# %% [markdown] exercise="9.6" role="prompt" objective="E" minutes=3 kind="number" decimals=3
# ### Esercizio 9.6 · Assenti dalla decisione
#
# In quale quota degli acquisti Fiatolungo **non** era nemmeno fra le marche considerate? La colonna `fiatolungo` vale 0
# quando la marca non c'era.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="9.6" role="answer"
### BEGIN SOLUTION
considerazione["assente"] = considerazione["fiatolungo"] == 0
quota_assente = considerazione["assente"].mean()
### END SOLUTION
# considerazione["assente"] = considerazione["fiatolungo"] == ______
# quota_assente = considerazione[______].mean()

# %% exercise="9.6" role="check"
check("9.6", quota_assente)

# %% exercise="9.6" role="alternative"
quota_assente = len(considerazione[considerazione["fiatolungo"] == 0]) / len(considerazione)

# %% exercise="9.6" role="wrong" mistake="presente"
# Questa è la quota in cui Fiatolungo c'era. La domanda chiede il contrario: quale valore ha la colonna quando manca?
quota_assente = considerazione["fiatolungo"].mean()

# %% exercise="9.6" role="wrong" mistake="non_scelta"
# Hai contato chi ha comprato altrove. Fra loro c'è chi a Fiatolungo aveva pensato: quale colonna dice se la marca era stata
# considerata?
quota_assente = (considerazione["comprata"] != "fiatolungo").mean()

# %% exercise="9.6" role="wrong" mistake="conteggio"
# Hai contato gli acquisti. Serve la quota: per quante interviste in tutto va diviso?
quota_assente = len(considerazione[considerazione["fiatolungo"] == 0])

# %% exercise="9.6" role="wrong" mistake="considerata_e_non_scelta"
# Questa è la quota di chi aveva considerato Fiatolungo e poi ha scelto altro. Qui serve chi non l'aveva considerata: quale
# valore va cercato nella colonna `fiatolungo`?
quota_assente = (considerazione[considerazione["fiatolungo"] == 1]["comprata"] != "fiatolungo").mean()

# %% [markdown] exercise="9.6" role="hint"
# Crea una colonna vero o falso, come nell'esercizio 9.3: «`fiatolungo` è uguale a 0».

# %% [markdown] exercise="9.6" role="hint"
# Poi la media di quella colonna.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# In quasi {{ it(10 * quota_assente, 0) }} acquisti su 10, fra quelli delle interviste, Fiatolungo non era in gara. Quando invece
# era considerata, è stata scelta
# {{ it(10 * (considerazione[considerazione["fiatolungo"] == 1]["comprata"] == "fiatolungo").mean(), 0) }} volte su 10.
#
# </details>
#
# Di questi acquisti nel registro non c'è traccia, e uno sconto alla cassa non raggiunge chi alla marca non pensa. Dove avevano
# sentito, per la prima volta, della marca poi scelta?

# %%
considerazione[considerazione["fiatolungo"] == 0]["prima_fonte"].value_counts()

# %% [markdown]
# La risposta più frequente è «{{ considerazione[considerazione["fiatolungo"] == 0]["prima_fonte"].value_counts().idxmax() }}». È un
# ricordo: dice dove la persona crede di averne sentito parlare.

# %% [markdown] minutes=3
# ## Muovi: chi è chi, silenzio e finestra
#
# Hai fatto tre scelte: come unire gli identificativi, quanto silenzio chiude una sessione, quanto è lunga la finestra. Cambiale
# una alla volta. Prima prevedi: se non unisci niente, i percorsi che finiscono con un acquisto sembrano più corti o più
# lunghi? (Con la tastiera: freccia su per tornare alla cella, poi Tab.)

# %% jupyter={"source_hidden": true}
from kit.widgets import choice, explore, number

letture = {
    "split": eventi,
    "no": read_events(registro),
    "merge": read_events(stitch_identities(registro, collegamenti, shared="merge")),
}
salti = {nome: stage_moves(tabella)["salto"] for nome, tabella in letture.items()}


def muovi(unione, silenzio, finestra):
    tabella = letture[unione]
    ora = build_paths(tabella, lookback=f"{finestra}D", after_conversion="cut")
    lunghezze = ora.lengths[ora.conversions > 0]
    quante_sessioni = sessions(tabella, gap=f"{silenzio}min")["sessione"].nunique()
    conteggi = [int((lunghezze == n).sum()) for n in range(1, 10)] + [int((lunghezze >= 10).sum())]
    figura, assi = plt.subplots(figsize=(8, 3.2))
    barre = assi.bar([*map(str, range(1, 10)), "10 o più"], conteggi, color=PALETTE[1])
    assi.bar_label(barre, labels=[it(n) for n in conteggi], padding=2)
    assi.set_ylim(0, 1.15 * max(conteggi))
    assi.set_xlabel("tocchi nel percorso, prima dell'acquisto")
    assi.set_ylabel("percorsi")
    assi.grid(False, axis="x")
    italian_axis(assi, y="number")
    frase = (
        f"Codici contati come persone: {it(tabella['utente'].nunique())}. Sessioni: {it(quante_sessioni)}. Percorsi: {it(len(ora))}. "
        f"Prima di un acquisto ci sono in media {it(lunghezze.mean(), 1)} tocchi; acquisti senza alcun tocco: {it(ora.untouched)}. "
        f"Indice di linearità: {pct((salti[unione] == 1).mean(), 0)}."
    )
    return picture(figura, f"Barre: quanti percorsi con acquisto per numero di tocchi. {frase}", frase)


explore(
    muovi,
    unione=choice(
        "Identificativi",
        {"uniti, tranne i condivisi": "split", "non uniti, come Tullio": "no", "uniti tutti, anche i condivisi": "merge"},
    ),
    silenzio=number("Silenzio, in minuti", 5, 120, value=30, step=5),
    finestra=number("Finestra, in giorni", 1, 90, value=30, step=1),
)

# %% [markdown] minutes=1
# Il silenzio cambia solo le sessioni. Una finestra corta accorcia i percorsi. Unire o no gli identificativi cambia tutto: persone,
# percorsi, linearità. Senza unire, i percorsi con un acquisto sembrano più corti: i primi tocchi restano sotto un altro codice.
# Quando qualcuno ti mostra un percorso, chiedi prima quali sono state queste tre scelte.

# %% [markdown] minutes=1
# ## Che cosa rispondi a Tullio
#
# «Alla cassa qualcuno si perde, ma meno di quanto dice il tuo disegno: una parte del buco era nel modo di contare. I voti dicono
# un'altra cosa: la gente è scontenta *dopo* aver comprato. Prima dello sconto proverei due cose. Far leggere al commesso la
# domanda di chi ha dato il consenso: lì il caso ha fatto una prova per noi. E scrivere a chi ha appena comprato, tranne a un
# gruppo estratto a sorte, per vedere se serve. Poi ci sono gli acquisti di chi a noi non pensa: lì uno sconto alla cassa non
# arriva».
#
# E la tua previsione, i passaggi su 10 che avanzano di una tappa? Confrontala con l'esercizio 9.3.

# %% [markdown] minutes=2
# ## Controlla che cosa hai capito

# %% [markdown] quiz="9.a"
# Un rapporto dice: «5.000 utenti, e quasi tutti con un tocco solo». Che cosa chiedi per prima cosa?
#
# - [ ] «Da quale canale arrivano?»
#   > Utile, ma dopo. Prima bisogna sapere che cosa è un «utente» in quel rapporto.
# - [x] «Un utente è una persona o un dispositivo?»
#   > Esatto. Se gli identificativi non sono uniti, una persona con tre dispositivi sembra tre persone con pochi tocchi.
# - [ ] «Quanto avete speso?»
#   > Il costo non dice niente su chi è chi.
#
# Dopo una recensione il passo seguente arriva molto prima che dopo una pubblicità. Che cosa concludi?
#
# - [x] È un segnale: per sapere se è la causa serve un gruppo scelto a sorte.
#   > Esatto. Come il tablet di Kamal, che funzionava a caso.
# - [ ] La recensione fa decidere più in fretta.
#   > Forse, ma questi dati non lo provano: chi cerca una recensione può essere già quasi deciso.
# - [ ] La pubblicità non serve.
#   > La pubblicità raggiunge anche persone che non stavano cercando niente: il confronto non è alla pari.
#
# L'indice di linearità è 0,7. Che cosa vuol dire?
#
# - [ ] Il 70 % delle persone compra.
#   > L'indice non parla di acquisti: conta passaggi da una tappa a un'altra.
# - [ ] Il 30 % delle persone si perde.
#   > Tornare indietro non è perdersi: chi torna a informarsi è ancora in cammino.
# - [x] Su 10 passaggi fra tappe, 7 avanzano di una tappa sola.
#   > Esatto. Gli altri tornano indietro o saltano.
#
# L'HHI medio delle persone è alto, quello del mercato è basso. Che cosa vuol dire?
#
# - [x] Ognuno usa pochi canali, ma persone diverse usano canali diversi.
#   > Esatto. Per questo la media di tutti non descrive nessuno.
# - [ ] C'è un canale che domina per tutti.
#   > Allora sarebbe alto anche l'indice del mercato.
# - [ ] Le persone sono fedeli al loro canale.
#   > L'indice vede l'uso, non la fedeltà: può bastare un'abitudine, o avere pochi tocchi.

# %%
quiz("9.a")

# %% [markdown] minutes=2
# ## Che cosa non puoi concludere
#
# - **Quale canale fa comprare.** Un percorso dice che cosa viene prima, non che cosa causa. È la domanda della lezione 10.
# - **Che i percorsi siano completi.** Mancano i consensi negati, i dispositivi mai collegati, le parole dette a voce.
# - **Che chi non ha ancora comprato non comprerà.** Molti percorsi sono ancora aperti quando i dati finiscono.
# - **Che le tappe siano un fatto.** Le ha decise qualcuno. Con altre tappe l'indice di linearità cambia.
# - **Che alzare il voto alzi le vendite.** L'indagine mostra dove sta il malcontento. L'effetto di un rimedio va provato.
# - **Da chi acconsente a tutti.** Chi dà il consenso può essere diverso da chi non lo dà.
# - **Privacy.** Un codice al posto del nome non rende anonimi: se con altre informazioni si può risalire alla persona, i dati
#   restano personali (Regolamento UE 2016/679, articolo 4 e considerando 26). Per leggere tracce sul dispositivo a scopo di
#   marketing serve, di regola, il consenso (Codice della privacy, articolo 122). Unire i dispositivi va spiegato
#   nell'informativa, il testo che dice alle persone che cosa fai dei loro dati. Qui le persone sono inventate.
# - **Il testo di partenza** è del 2012 e dice che il percorso è cambiato in modo radicale. Per saperlo servirebbero
#   gli stessi numeri di prima: noi abbiamo solo quelli di adesso.

# %% [markdown] minutes=1
# ## Mettiti alla prova
#
# Un registro tuo, con altre persone e altri dispositivi. Esegui la cella qui sotto, poi, prima di ogni esercizio, quella che
# mostra la domanda. Il primo esercizio prepara la tabella che serve anche a quasi tutti gli altri.

# %% role="load"
prova = load_variant("09")
registro_prova = prova["eventi"]
collegamenti_prova = prova["collegamenti"]
soddisfazione_prova = prova["soddisfazione"]
registro_prova.head()

# %%
prova.domanda("sessioni")

# %% [markdown] exercise="9.7" role="prompt" objective="A" minutes=4 kind="number" graded=true
# ### Esercizio 9.7 · Le sessioni delle persone
#
# Rispondi alla domanda qui sopra. Prima unisci gli identificativi con `collegamenti_prova`, poi leggi gli eventi e mettili in
# `eventi_prova`. Qui nessun dispositivo è condiviso.
#
# **Forma:** un numero intero.

# %% exercise="9.7" role="answer"
### BEGIN SOLUTION
eventi_prova = read_events(stitch_identities(registro_prova, collegamenti_prova))
durata = str(prova["silenzio"]) + "min"
sessioni_prova = sessions(eventi_prova, gap=durata)["sessione"].nunique()
### END SOLUTION
# eventi_prova = read_events(stitch_identities(______, ______))
# sessioni_prova = sessions(eventi_prova, gap=______)["sessione"].nunique()

# %% exercise="9.7" role="check"
check("9.7", sessioni_prova)

# %% exercise="9.7" role="wrong" mistake="senza_unire"
# Hai contato le sessioni prima di unire gli identificativi: un cambio di dispositivo sembra un'altra persona. Quale tabella
# va letta con `read_events`?
sessioni_prova = sessions(read_events(registro_prova), gap=str(prova["silenzio"]) + "min")["sessione"].nunique()

# %% exercise="9.7" role="wrong" mistake="silenzio_della_lezione"
# Hai usato il silenzio della lezione, mezz'ora. La tua domanda ne chiede un altro: quanti minuti vanno scritti in `gap`?
eventi_prova = read_events(stitch_identities(registro_prova, collegamenti_prova))
sessioni_prova = sessions(eventi_prova, gap="30min")["sessione"].nunique()

# %% exercise="9.7" role="wrong" mistake="eventi"
# Hai contato gli eventi. Più eventi possono stare nella stessa sessione: quale comando conta i valori diversi di una
# colonna?
sessioni_prova = len(registro_prova)

# %% [markdown] exercise="9.7" role="hint"
# Come nella lezione: unisci, leggi, poi usa `sessions`. Il silenzio va fra virgolette, con `min` attaccato al numero.

# %% [markdown] exercise="9.7" role="hint"
# Alla fine conta i valori diversi della colonna `sessione` con `.nunique()`.

# %%
prova.domanda("dopo")

# %% [markdown] exercise="9.8" role="prompt" objective="B" minutes=3 kind="number" decimals=3 graded=true
# ### Esercizio 9.8 · Il passo dopo
#
# Rispondi alla domanda qui sopra. Costruisci i percorsi da `eventi_prova` con le regole della lezione: finestra di trenta
# giorni, e dopo un acquisto si ricomincia da capo.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="9.8" role="answer"
### BEGIN SOLUTION
percorsi_prova = build_paths(eventi_prova, lookback="30D", after_conversion="cut")
passo_dopo = next_step(percorsi_prova, prova["canale"])
quota_dopo = passo_dopo[passo_dopo["prossimo"] == prova["prossimo"]]["quota"].sum()
### END SOLUTION

# %% exercise="9.8" role="check"
check("9.8", quota_dopo)

# %% exercise="9.8" role="wrong" mistake="senza_unire"
# Hai costruito i percorsi prima di unire gli identificativi: così si spezzano. Quale tabella va data a `build_paths`?
percorsi_prova = build_paths(read_events(registro_prova), lookback="30D", after_conversion="cut")
passo_dopo = next_step(percorsi_prova, prova["canale"])
quota_dopo = passo_dopo[passo_dopo["prossimo"] == prova["prossimo"]]["quota"].sum()

# %% exercise="9.8" role="wrong" mistake="rovesciato"
# Sei partito dall'altro canale. Quale dei due canali della domanda è quello da cui si parte?
percorsi_prova = build_paths(eventi_prova, lookback="30D", after_conversion="cut")
passo_dopo = next_step(percorsi_prova, prova["prossimo"])
quota_dopo = passo_dopo[passo_dopo["prossimo"] == prova["canale"]]["quota"].sum()

# %% exercise="9.8" role="wrong" mistake="conteggio"
# Hai preso il numero dei passaggi. La domanda chiede una quota: quale altra colonna serve?
percorsi_prova = build_paths(eventi_prova, lookback="30D", after_conversion="cut")
passo_dopo = next_step(percorsi_prova, prova["canale"])
quota_dopo = passo_dopo[passo_dopo["prossimo"] == prova["prossimo"]]["passaggi"].sum()

# %% exercise="9.8" role="wrong" mistake="ripetizioni"
# Qui un canale ripetuto di fila conta ogni volta. La domanda lo vuole una volta sola: che cosa va tolto dalle parentesi di
# `build_paths`?
percorsi_prova = build_paths(eventi_prova, lookback="30D", after_conversion="cut", repeats="keep")
passo_dopo = next_step(percorsi_prova, prova["canale"])
quota_dopo = passo_dopo[passo_dopo["prossimo"] == prova["prossimo"]]["quota"].sum()

# %% [markdown] exercise="9.8" role="hint"
# Prima `build_paths`, come nella sezione 4; poi `next_step` con il canale di partenza.

# %% [markdown] exercise="9.8" role="hint"
# Della tabella tieni la riga del canale di arrivo e prendi la colonna `quota`, come nell'esercizio 9.2.

# %%
prova.domanda("tappa_persa")

# %% [markdown] exercise="9.9" role="prompt" objective="C" minutes=2 kind="text" graded=true
# ### Esercizio 9.9 · Dove si fermano
#
# Rispondi alla domanda qui sopra con `funnel` e la tabella `eventi_prova`. La prima tappa non conta. Fai calcolare il nome,
# come nella sezione 5: chi corregge rifà i conti anche su altri dati, e un nome scritto a mano non tornerebbe.
#
# **Forma:** il nome di una tappa.

# %% exercise="9.9" role="answer"
### BEGIN SOLUTION
imbuto_prova = funnel(eventi_prova)
dopo_la_prima = imbuto_prova[imbuto_prova["tappa"] != "scoperta"].set_index("tappa")
tappa_persa = dopo_la_prima["quota"].idxmin()
### END SOLUTION
# imbuto_prova = funnel(______)
# dopo_la_prima = imbuto_prova[imbuto_prova["tappa"] != ______].set_index("tappa")
# tappa_persa = dopo_la_prima[______].idxmin()

# %% exercise="9.9" role="check"
check("9.9", tappa_persa)

# %% exercise="9.9" role="wrong" mistake="meno_persone"
# Hai scelto la tappa con meno persone. In fondo all'imbuto sono poche per forza: quale colonna le confronta con la tappa
# precedente?
imbuto_prova = funnel(eventi_prova)
dopo_la_prima = imbuto_prova[imbuto_prova["tappa"] != "scoperta"].set_index("tappa")
tappa_persa = dopo_la_prima["persone"].idxmin()

# %% exercise="9.9" role="wrong" mistake="da_dove_partono"
# Questa è la tappa da cui le persone partono. La domanda chiede quella a cui arriva la quota più bassa: qual è la tappa
# dopo?
imbuto_prova = funnel(eventi_prova)
imbuto_prova["tappa_prima"] = imbuto_prova["tappa"].shift()
dopo_la_prima = imbuto_prova[imbuto_prova["tappa"] != "scoperta"].set_index("tappa_prima")
tappa_persa = dopo_la_prima["quota"].idxmin()

# %% [markdown] exercise="9.9" role="hint"
# `funnel(eventi_prova)` dà una riga per tappa. Togli la prima, con un filtro su `tappa`.

# %% [markdown] exercise="9.9" role="hint"
# Metti `tappa` davanti con `set_index`, poi usa `idxmin` sulla colonna `quota`.

# %%
prova.domanda("tappa_scontenta")

# %% [markdown] exercise="9.10" role="prompt" objective="C" minutes=2 kind="text" graded=true
# ### Esercizio 9.10 · Dove sono scontenti
#
# Rispondi alla domanda qui sopra con `soddisfazione_prova`. Anche qui fai calcolare il nome.
#
# **Forma:** il nome di una tappa.

# %% exercise="9.10" role="answer"
### BEGIN SOLUTION
voti_prova = soddisfazione_prova.groupby("tappa")["voto"].mean()
tappa_scontenta = voti_prova.idxmin()
### END SOLUTION
# voti_prova = soddisfazione_prova.groupby(______)[______].mean()
# tappa_scontenta = voti_prova.______()

# %% exercise="9.10" role="check"
check("9.10", tappa_scontenta)

# %% exercise="9.10" role="wrong" mistake="piu_alto"
# Questa è la tappa con il voto medio più alto. Serve quella dove le persone sono più scontente: quale voto va cercato?
voti_prova = soddisfazione_prova.groupby("tappa")["voto"].mean()
tappa_scontenta = voti_prova.idxmax()

# %% [markdown] exercise="9.10" role="hint"
# Un voto medio per tappa: `groupby` sulla tappa, media del voto.

# %% [markdown] exercise="9.10" role="hint"
# Poi `.idxmin()` dà il nome davanti al voto più basso.

# %%
prova.domanda("ritorni")

# %% [markdown] exercise="9.11" role="prompt" objective="C" minutes=2 kind="number" decimals=3 graded=true
# ### Esercizio 9.11 · I ritorni
#
# Rispondi alla domanda qui sopra con `stage_moves` e la tabella `eventi_prova`. Un ritorno ha il `salto` minore di zero.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="9.11" role="answer"
### BEGIN SOLUTION
passaggi_prova = stage_moves(eventi_prova)
passaggi_prova["indietro"] = passaggi_prova["salto"] < 0
quota_ritorni = passaggi_prova["indietro"].mean()
### END SOLUTION

# %% exercise="9.11" role="check"
check("9.11", quota_ritorni)

# %% exercise="9.11" role="wrong" mistake="avanti"
# Questa è la quota di chi avanza di una tappa. Un ritorno va dall'altra parte: che segno ha `salto`?
passaggi_prova = stage_moves(eventi_prova)
quota_ritorni = (passaggi_prova["salto"] == 1).mean()

# %% exercise="9.11" role="wrong" mistake="senza_unire"
# Hai usato il registro prima di unire gli identificativi. Quale tabella di eventi va data a `stage_moves`?
passaggi_prova = stage_moves(read_events(registro_prova))
quota_ritorni = (passaggi_prova["salto"] < 0).mean()

# %% exercise="9.11" role="wrong" mistake="conteggio"
# Hai contato i ritorni. La domanda chiede una quota: per quanti passaggi in tutto va diviso?
passaggi_prova = stage_moves(eventi_prova)
quota_ritorni = len(passaggi_prova[passaggi_prova["salto"] < 0])

# %% [markdown] exercise="9.11" role="hint"
# Prima la tabella dei passaggi con `stage_moves`, poi il confronto con zero.

# %% [markdown] exercise="9.11" role="hint"
# Crea una colonna vero o falso e fai la media, come nell'esercizio 9.3.

# %% [markdown] layer="deep" minutes=1
# ## Approfondimento: social TV, fiducia e memoria
#
# Questa parte è facoltativa ed è chiusa: per aprirla premi il pulsante con il +, qui sotto, oppure la freccia accanto al
# titolo (*cells hidden* vuol dire celle nascoste). Qui guardi più da vicino tre temi: la televisione che muove i social, i
# tempi dopo un consiglio, e quanto conta ciò che è venuto prima. Poi, un percorso passo dopo passo e un collegamento di troppo.

# %% [markdown] minutes=2
# ### Il giovedì alle 21
#
# `.dt` apre le parti di una data: l'ora, il giorno della settimana (0 è lunedì, 3 è giovedì). Aggiungiamo tre colonne a una
# copia dei tocchi.

# %%
tocchi = eventi[eventi["evento"] != "conversione"].copy()
tocchi["ora"] = tocchi["data_ora"].dt.hour
tocchi["giorno"] = tocchi["data_ora"].dt.day_of_week
tocchi["su_video"] = tocchi["canale"] == "social_video"

# %% [markdown] exercise="9.12" role="prompt" objective="B" minutes=5 kind="series" decimals=3
# ### Esercizio 9.12 · Il picco della gara
#
# Tieni i tocchi delle 21 (`ora` uguale a 21). Per ogni giorno della settimana calcola la quota che sta su `social_video`.
#
# **Forma:** una quota per ogni giorno, da 0 a 6, calcolata con `groupby`.

# %% exercise="9.12" role="answer"
### BEGIN SOLUTION
alle_21 = tocchi[tocchi["ora"] == 21]
video_per_giorno = alle_21.groupby("giorno")["su_video"].mean()
### END SOLUTION
# alle_21 = tocchi[tocchi["ora"] == ______]
# video_per_giorno = alle_21.groupby(______)[______].mean()

# %% exercise="9.12" role="check"
check("9.12", video_per_giorno)

# %% exercise="9.12" role="wrong" mistake="tutte_le_ore"
# Hai usato tutte le ore: il picco si diluisce nella giornata. Quale filtro va messo prima?
video_per_giorno = tocchi.groupby("giorno")["su_video"].mean()

# %% exercise="9.12" role="wrong" mistake="conteggi"
# Hai contato i tocchi su `social_video`. Serve la quota sui tocchi di quell'ora: quale comando sostituisce la somma?
video_per_giorno = tocchi[tocchi["ora"] == 21].groupby("giorno")["su_video"].sum()

# %% exercise="9.12" role="wrong" mistake="per_ora"
# Hai diviso il giovedì per ora. La domanda tiene ferma l'ora e confronta i giorni: quale colonna va in `groupby`?
video_per_giorno = tocchi[tocchi["giorno"] == 3].groupby("ora")["su_video"].mean()

# %% [markdown] exercise="9.12" role="hint"
# Prima il filtro sull'ora, poi il gruppo per `giorno`.

# %% [markdown] exercise="9.12" role="hint"
# `su_video` è vero o falso: la media è la quota.

# %% [markdown] minutes=3
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Il giovedì alle 21 sono su `social_video` circa {{ it(10 * video_per_giorno[3], 0) }} tocchi su 10; il lunedì, circa
# {{ it(10 * video_per_giorno[0], 0) }} su 10. La gara non crea per forza tocchi
# nuovi: può anche spostarli da un'altra ora. Per saperlo servirebbe una settimana senza gara.
#
# </details>
#
# ### Quanto passa dopo un consiglio
#
# `time_to_next` misura le ore da un tocco all'evento seguente della stessa persona. Tiene conto anche di chi un seguito non
# l'ha ancora avuto: lasciarlo fuori farebbe sembrare tutti più veloci. `ore_mediana` è la mediana; il suo intervallo va da
# `limite_inf` a `limite_sup`.

# %%
from kit.journeys import choose_order, time_to_next
from kit.journeys.plots import step_matrix

tempi = time_to_next(eventi)
tempi[["canale", "casi", "senza_seguito", "ore_mediana", "limite_inf", "limite_sup"]]

# %% [markdown] exercise="9.13" role="prompt" objective="B" minutes=4 kind="number" decimals=1
# ### Esercizio 9.13 · Amici e creator
#
# Quante ore in più, in mediana, passano dopo un tocco di `creator` rispetto a uno di `passaparola`? Ricorda che i *creator*
# sono pagati.
#
# **Forma:** un numero con un decimale.

# %% exercise="9.13" role="answer"
### BEGIN SOLUTION
ore_creator = tempi[tempi["canale"] == "creator"]["ore_mediana"].sum()
ore_amici = tempi[tempi["canale"] == "passaparola"]["ore_mediana"].sum()
ore_in_piu = ore_creator - ore_amici
### END SOLUTION

# %% exercise="9.13" role="check"
check("9.13", ore_in_piu)

# %% exercise="9.13" role="wrong" mistake="ordine"
# Hai fatto passaparola meno creator. «In più dopo creator» vuole l'ordine contrario: come si inverte?
ore_creator = tempi[tempi["canale"] == "creator"]["ore_mediana"].sum()
ore_in_piu = tempi[tempi["canale"] == "passaparola"]["ore_mediana"].sum() - ore_creator

# %% exercise="9.13" role="wrong" mistake="rapporto"
# Hai diviso: così dici quante volte tanto. «Quante ore in più» è una differenza: quale segno serve?
ore_creator = tempi[tempi["canale"] == "creator"]["ore_mediana"].sum()
ore_in_piu = ore_creator / tempi[tempi["canale"] == "passaparola"]["ore_mediana"].sum()

# %% exercise="9.13" role="wrong" mistake="un_canale"
# Queste sono le ore dopo un tocco di creator. Da queste vanno tolte quelle di un altro canale: quale?
ore_in_piu = tempi[tempi["canale"] == "creator"]["ore_mediana"].sum()

# %% [markdown] exercise="9.13" role="hint"
# Due filtri sulla colonna `canale`, uno per ciascun nome; di ognuno prendi `ore_mediana`.

# %% [markdown] exercise="9.13" role="hint"
# `.sum()` tira fuori il numero da una colonna di una riga sola. Poi sottrai.

# %% [markdown] minutes=3
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Dopo un tocco di `creator` passano {{ it(ore_in_piu, 0) }} ore in più, in mediana.
#
# </details>
#
# Gli intervalli dei due canali non si toccano: è difficile che la differenza sia un caso. Resta un segnale sulla fiducia, non una
# prova: chi riceve un consiglio non è stato estratto a sorte.
#
# ### La memoria di un percorso
#
# Conta solo l'ultimo tocco, o anche quello prima? `choose_order` fa la prova. Impara da una parte delle persone e prevede il
# prossimo tocco delle altre, guardando indietro di uno, due, tre o quattro tocchi. Questo numero si chiama *ordine*.

# %%
ordini = choose_order(percorsi)
ordini[["ordine", "guadagno", "scelto"]]

# %% [markdown]
# `guadagno` positivo vuol dire che si prevede meglio che con un tocco solo. Con due va meglio; con tre i casi sono troppi e
# troppo rari, e si prevede peggio.

# %% [markdown] exercise="9.14" role="prompt" objective="B" minutes=6 kind="number" decimals=3
# ### Esercizio 9.14 · Due tocchi di memoria
#
# Dopo `ricerca`, una certa quota va a `recensioni`. Se prima della ricerca c'era `social_foto`, di quanto sale quella quota?
# `next_step` accetta anche una lista, dal tocco più vecchio: `["primo", "secondo"]`.
#
# **Forma:** un numero con 3 decimali. Può essere negativo.

# %% exercise="9.14" role="answer"
### BEGIN SOLUTION
con_memoria = next_step(percorsi, ["social_foto", "ricerca"])
senza_memoria = next_step(percorsi, "ricerca")
quota_con = con_memoria[con_memoria["prossimo"] == "recensioni"]["quota"].sum()
quota_senza = senza_memoria[senza_memoria["prossimo"] == "recensioni"]["quota"].sum()
aumento = quota_con - quota_senza
### END SOLUTION

# %% exercise="9.14" role="check"
check("9.14", aumento)

# %% exercise="9.14" role="wrong" mistake="solo_con_memoria"
# Questa è la quota quando prima c'era `social_foto`. «Di quanto sale» vuole il confronto: quale quota va tolta?
con_memoria = next_step(percorsi, ["social_foto", "ricerca"])
aumento = con_memoria[con_memoria["prossimo"] == "recensioni"]["quota"].sum()

# %% exercise="9.14" role="wrong" mistake="lista_rovesciata"
# Nella lista hai messo prima la ricerca. Va dal tocco più vecchio al più recente: quale dei due è venuto prima?
con_memoria = next_step(percorsi, ["ricerca", "social_foto"])
senza_memoria = next_step(percorsi, "ricerca")
quota_con = con_memoria[con_memoria["prossimo"] == "recensioni"]["quota"].sum()
aumento = quota_con - senza_memoria[senza_memoria["prossimo"] == "recensioni"]["quota"].sum()

# %% exercise="9.14" role="wrong" mistake="ordine"
# Hai fatto senza memoria meno con memoria. Per sapere di quanto sale, quale quota va per prima?
con_memoria = next_step(percorsi, ["social_foto", "ricerca"])
senza_memoria = next_step(percorsi, "ricerca")
quota_con = con_memoria[con_memoria["prossimo"] == "recensioni"]["quota"].sum()
aumento = senza_memoria[senza_memoria["prossimo"] == "recensioni"]["quota"].sum() - quota_con

# %% [markdown] exercise="9.14" role="hint"
# Due tabelle di `next_step`: una con la lista di due tocchi, una con `"ricerca"` da sola.

# %% [markdown] exercise="9.14" role="hint"
# Da tutte e due prendi la riga di `recensioni` e la colonna `quota`. Poi sottrai: prima quella con più memoria.

# %% [markdown] minutes=2
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Dopo una ricerca va alle recensioni il {{ pct(quota_senza, 0) }} dei passaggi. Se prima c'era `social_foto`, il
# {{ pct(quota_con, 0) }}. Chi ha inventato il registro ci ha messo apposta questa abitudine,
# e `choose_order` l'ha trovata. In un registro vero potresti vedere una differenza così, ma non il suo perché.
#
# </details>
#
# ### Un percorso passo dopo passo
#
# L'ultima tabella mostra dove si trovano le persone al primo tocco, al secondo, e così via. La somma di ogni colonna è 100 %: chi è
# arrivato alla fine ci resta.

# %%
step_matrix(percorsi)

# %% [markdown]
# Leggi una riga da sinistra a destra: a ogni passo meno percorsi sono ancora in cammino, e crescono le righe di chi ha comprato e
# di chi si è fermato.

# %% [markdown] minutes=3
# ### Un collegamento di troppo
#
# Che cosa succede se uniamo anche i dispositivi condivisi, come il tablet del negozio?

# %%
tutti_uniti = read_events(stitch_identities(registro, collegamenti, shared="merge"))
tutti_uniti["utente"].value_counts().head(3)

# %%
eventi["utente"].value_counts().head(3)

# %% [markdown]
# Una «persona» che non esiste raccoglie da sola {{ it(tutti_uniti["utente"].value_counts().max()) }} eventi: sono decine di clienti
# entrati nello stesso negozio. Unire troppo poco spezza le persone. Unire troppo le fonde. Tutti e due gli errori cambiano i
# percorsi, e nessuno dei due si vede se non lo cerchi.

# %% [markdown] minutes=1
# ## Punti chiave
#
# - Un registro vede identificativi, non persone: prima si uniscono, poi si conta.
# - Sessioni e percorsi dipendono da regole scelte da te. Dille sempre.
# - La maggior parte dei passaggi va avanti di una tappa, ma molti tornano indietro: il percorso è dinamico.
# - Dove si fermano più persone e dove sono più scontente possono essere due tappe diverse.
# - Molte persone si concentrano su pochi canali, ma non sugli stessi.
# - Con il consenso, il negozio può ritrovare la domanda fatta nei social.
# - Gli acquisti in cui la marca non era nemmeno considerata, nel registro non si vedono.

# %%
progress("09")

# %% [markdown]
# ## Le parole di questa lezione
#
# {{ glossario }}

# %% [markdown]
# ## Per continuare
#
# - Lemon e Verhoef, [*Understanding Customer Experience Throughout the Customer Journey*](https://doi.org/10.1509/jm.15.0420), Journal of
#   Marketing, 2016: che cosa si sa dei percorsi e come si misurano (in inglese).
# - Garante per la protezione dei dati personali,
#   [*Linee guida cookie e altri strumenti di tracciamento*](https://www.garanteprivacy.it/home/docweb/-/docweb-display/docweb/9677876),
#   2021: che cosa chiedere alle persone prima di seguirle.
# - Il testo di questa lezione riprende e mette alla prova un articolo del 2012 sul «dynamic customer journey».
#
# **Scarica il mio lavoro.** Togli il segno `#` ed esegui la cella: mette i tuoi quaderni in un solo file da portare via.

# %%
# take_away()
