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
#     lesson: "01"
#     title: Confronta marketing e social media marketing
#     what: >-
#       Metti a confronto due campagne che costano uguale, una per tutti e una mirata. Scopri quanto ciascuna ha cambiato
#       davvero, grazie a un gruppo di persone lasciato in pace. Poi decidi tu dove vanno i 1.200 euro di aprile.
#     base: 75
#     deep: 45
#     data: [prezzi, campagne, settimane, clienti]
#     requires: ["00"]
#     objectives:
#       A: Trovi il prezzo che dà più profitto e calcoli un tasso dichiarandone il denominatore.
#       B: Misuri l'incremento di una campagna con un gruppo non contattato.
#       C: Dici quanto è sicuro un numero e quanto costano i due errori di una previsione.
#       D: Distingui chi compra comunque da chi cambia idea grazie al messaggio.
#       E: Riconosci un fattore nascosto che rovescia un confronto.
#     words:
#       marketing:
#         en: marketing
#         text: Il lavoro di far incontrare ciò che si vende con chi ne ha bisogno, con un guadagno per tutti e due.
#       social media marketing:
#         en: social media marketing
#         text: Il marketing fatto nei social media, con le regole e i modi di quei luoghi.
#       tasso:
#         en: rate
#         text: Una parte divisa per il tutto. Il tutto si chiama denominatore e va sempre detto.
#       gruppo non contattato:
#         en: control group, holdout
#         text: Persone scelte a caso a cui il messaggio non arriva. Mostrano che cosa sarebbe successo senza.
#       incremento:
#         en: uplift, incremental effect
#         text: Quanto in più è successo grazie al messaggio. È la differenza fra contattati e non contattati.
#       propensione:
#         en: propensity
#         text: La probabilità che una persona compri, messaggio o no.
#       intervallo:
#         en: confidence interval
#         text: I valori compatibili con i dati, dal più piccolo al più grande.
#       falso allarme:
#         en: false positive
#         text: Una persona che secondo la previsione compra, e invece non compra.
#       occasione persa:
#         en: false negative
#         text: Una persona che secondo la previsione non compra, e invece compra.
#       fattore nascosto:
#         en: confounder
#         text: Qualcosa che muove insieme la causa presunta e l'effetto, e inganna il confronto.
#       calibrazione:
#         en: calibration
#         text: L'accordo fra le probabilità previste e le frequenze osservate.
#     variant: "01"
# ---

# %% [markdown]
# # 01. Confronta marketing e social media marketing
#
# {{ scheda }}

# %%
from kit.datasets import describe, load, load_variant
from kit.exercises import bring_back, check, hint, progress, quiz, ready, restart, solution, take_away
from kit.inference import bootstrap, difference, incremental_profit
from kit.plots import italian_axis, show, style

style()
ready("01")

# %% [markdown] minutes=1
# ## La domanda
#
# A marzo Fiatolungo ha fatto due **campagne**, 1.200 euro ciascuna.
#
# - La campagna *generica*: lo stesso messaggio a persone prese da tutto l'elenco, come un annuncio uguale per tutti. È
#   **marketing** tradizionale. Ogni contatto costa 0,30 euro: 4.000 contatti.
# - La campagna *mirata*: un messaggio solo a chi, secondo un punteggio, comprerà più facilmente. È **social media
#   marketing**: lì si sa qualcosa delle persone e si sceglie a chi parlare. Ogni contatto costa 0,75 euro: 1.600 contatti.
#
# **Ombretta**, che tiene i conti, ha altri 1.200 euro per aprile. Chiede a **Nives**: «Quale delle due rifacciamo?».
# Nives è tentata di rispondere «la mirata, è ovvio: più di un contattato su quattro ha comprato». Prima però fa un
# controllo, e lo fa con te.

# %% [markdown] minutes=1
# ## Prima di calcolare, prevedi
#
# Quale campagna ha fatto guadagnare di più? Scrivi `"generica"`, `"mirata"` oppure `"uguali"`.

# %%
mia_previsione = "mirata"
mia_previsione

# %% [markdown] minutes=3
# ## 1. Il prezzo più basso è il migliore?
#
# Il testo da cui parte questa lezione dice: il marketing vuole il prodotto migliore, al prezzo più basso, con il guadagno
# più alto. Tutto insieme si può? Kamal, in negozio, ha cambiato per 48 settimane il prezzo di uno zaino, tirandolo
# a sorte.

# %%
prezzi = load("prezzi")
prezzi.head(3)

# %% [markdown]
# `pezzi` conta gli zaini venduti in quella settimana; ognuno costa a Fiatolungo {{ euro(prezzi["costo_unitario"].max(), 0) }}.
# Con `groupby` dividi la tabella in gruppi, uno per prezzo, e per ogni gruppo fai un conto.

# %%
pezzi_venduti = prezzi.groupby("prezzo")["pezzi"].sum()
pezzi_venduti

# %% [markdown]
# Più il prezzo è basso, più zaini escono: {{ it(pezzi_venduti.max()) }} a {{ euro(pezzi_venduti.idxmax()) }}. Ma vendere
# tanto non è guadagnare tanto. Una **nuova colonna** si crea dandole un nome: qui l'incasso di ogni settimana.

# %%
prezzi["incasso"] = prezzi["prezzo"] * prezzi["pezzi"]
incasso_per_prezzo = prezzi.groupby("prezzo")["incasso"].sum()
incasso_per_prezzo

# %% [markdown]
# L'incasso più alto è a {{ euro(incasso_per_prezzo.idxmax()) }}. Dall'incasso però bisogna togliere quanto gli zaini sono
# costati.

# %% [markdown] exercise="1.1" role="prompt" objective="A" minutes=5 kind="series" decimals=1
# ### Esercizio 1.1 · Il profitto per prezzo
#
# Il **profitto** è ciò che resta dopo aver pagato gli zaini. Crea in `prezzi` la colonna `profitto`: prima sottrai il costo
# unitario dal prezzo, poi moltiplica per i pezzi. Poi sommala per prezzo, come abbiamo fatto con l'incasso. Le righe con `#`
# sono una traccia: togli il segno `#` **e lo spazio che lo segue**, poi riempi i vuoti.
#
# **Forma:** il profitto totale di ogni prezzo, calcolato con `groupby`.

# %% exercise="1.1" role="answer"
### BEGIN SOLUTION
prezzi["profitto"] = (prezzi["prezzo"] - prezzi["costo_unitario"]) * prezzi["pezzi"]
profitto_per_prezzo = prezzi.groupby("prezzo")["profitto"].sum()
### END SOLUTION
# prezzi["profitto"] = (prezzi["prezzo"] - ______) * ______
# profitto_per_prezzo = prezzi.groupby(______)[______].sum()

# %% exercise="1.1" role="check"
check("1.1", profitto_per_prezzo)

# %% exercise="1.1" role="wrong" mistake="incasso"
# Questo è l'incasso: hai dimenticato quanto è costato ogni zaino. Quale colonna va tolta dal prezzo, prima di moltiplicare?
profitto_per_prezzo = prezzi.groupby("prezzo")["incasso"].sum()

# %% exercise="1.1" role="wrong" mistake="costo_di_un_pezzo"
# Hai tolto il costo di uno zaino solo per settimana, non di tutti quelli venduti. Metti fra parentesi prezzo meno costo,
# poi moltiplica per i pezzi.
prezzi["profitto"] = prezzi["prezzo"] * prezzi["pezzi"] - prezzi["costo_unitario"]
profitto_per_prezzo = prezzi.groupby("prezzo")["profitto"].sum()

# %% exercise="1.1" role="wrong" mistake="media"
# Hai fatto la media delle settimane. Qui serve il totale per ogni prezzo: quale comando somma?
prezzi["profitto"] = (prezzi["prezzo"] - prezzi["costo_unitario"]) * prezzi["pezzi"]
profitto_per_prezzo = prezzi.groupby("prezzo")["profitto"].mean()

# %% exercise="1.1" role="wrong" mistake="guadagno_per_pezzo"
# Hai sommato il guadagno di uno zaino per settimana. Manca la moltiplicazione per i pezzi venduti.
prezzi["profitto"] = prezzi["prezzo"] - prezzi["costo_unitario"]
profitto_per_prezzo = prezzi.groupby("prezzo")["profitto"].sum()

# %% exercise="1.1" role="wrong" mistake="senza_parentesi"
# Python fa prima la moltiplicazione: così hai tolto dal prezzo di *uno* zaino il costo di *tutti*. Quale pezzo va messo fra
# parentesi?
prezzi["profitto"] = prezzi["prezzo"] - prezzi["costo_unitario"] * prezzi["pezzi"]
profitto_per_prezzo = prezzi.groupby("prezzo")["profitto"].sum()

# %% exercise="1.1" role="wrong" mistake="un_prezzo"
# Questo è un prezzo. Il controllo vuole il profitto totale di ognuno dei prezzi provati: quale comando divide la tabella in
# gruppi?
profitto_per_prezzo = 49.90

# %% exercise="1.1" role="wrong" mistake="per_settimana"
# Questo è il profitto di ogni settimana. Raggruppa le settimane per prezzo e fai il totale: come si fa con `groupby`?
profitto_per_prezzo = (prezzi["prezzo"] - prezzi["costo_unitario"]) * prezzi["pezzi"]

# %% [markdown] exercise="1.1" role="hint"
# Su uno zaino venduto a 39,90 e costato 28 euro il guadagno è 11,90. E su dieci zaini?

# %% [markdown] exercise="1.1" role="hint"
# Prima riga: `prezzi["profitto"] = (prezzi["prezzo"] - …) * …`. Le parentesi fanno fare prima la sottrazione.

# %% [markdown] exercise="1.1" role="hint"
# Seconda riga: copia quella dell'incasso e cambia il nome della colonna.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Il profitto più alto, {{ euro(profitto_per_prezzo.max(), 0) }}, è a {{ euro(profitto_per_prezzo.idxmax()) }}. Non è il prezzo che
# vende di più ({{ euro(pezzi_venduti.idxmax()) }}), né quello che incassa di più ({{ euro(incasso_per_prezzo.idxmax()) }}).
#
# </details>
#
# «Prezzo più basso» e «guadagno più alto» tirano in direzioni opposte: il marketing sceglie il punto d'incontro.

# %% [markdown] minutes=5
# ## 2. Una campagna, tanti tassi
#
# Ogni riga di `campagne` è una persona dentro una campagna. Le colonne con 0 e 1 rispondono a una domanda: 1 vuol dire sì.
# Guardiamo sei colonne. Per prenderne più di una servono **due** parentesi quadre, una dentro l'altra. `raggiunto` vuol dire che la
# persona ha visto il messaggio. Per la spiegazione di ogni colonna, esegui `describe("campagne")` in una cella nuova.

# %%
campagne = load("campagne")
campagne[["campagna", "gruppo", "raggiunto", "clic", "acquisto", "costo"]].head(4)

# %% [markdown]
# `gruppo` dice se la persona è stata contattata. **Filtrare** vuol dire tenere solo alcune righe: fra le parentesi quadre
# va la condizione, con due segni uguali.

# %%
contattati = campagne[campagne["gruppo"] == "contattato"]
contattati.groupby("campagna")["acquisto"].sum()

# %% [markdown]
# I contattati della generica hanno comprato di più, ma sono anche molti di più. Per confrontare serve un **tasso**: una parte
# divisa per il tutto. La media di una colonna di 0 e 1 è proprio la quota di 1.

# %%
acquisti_su_contattati = contattati.groupby("campagna")["acquisto"].mean()
acquisti_su_contattati

# %% [markdown]
# Ora la mirata vince: {{ pct(acquisti_su_contattati["mirata"]) }} contro {{ pct(acquisti_su_contattati["generica"]) }}.
# Il tutto, cioè il **denominatore**, sono i contattati: scrivilo nel nome. Se cambi denominatore cambia il numero. Ecco la
# quota di acquisti fra chi ha anche fatto clic: è un altro tasso.

# %%
chi_ha_fatto_clic = contattati[contattati["clic"] == 1]
acquisti_su_clic = chi_ha_fatto_clic.groupby("campagna")["acquisto"].mean()
acquisti_su_clic

# %% [markdown]
# La *conversione* è il passaggio all'acquisto. «Il tasso di conversione è del {{ pct(acquisti_su_clic["mirata"]) }}» e «è del
# {{ pct(acquisti_su_contattati["mirata"]) }}» parlano della stessa campagna. Nessuno dei due mente, ma senza denominatore non
# vogliono dire niente.
#
# ### Chi avrebbe comprato comunque
#
# La mirata scrive a chi ha già una grande voglia di comprare. Forse avrebbe comprato anche senza messaggio. Per saperlo,
# Nives ha lasciato in pace una parte delle persone, **scelte a caso**, in tutte e due le campagne: sono i *non contattati*.

# %%
generica = campagne[campagne["campagna"] == "generica"]
tassi_generica = generica.groupby("gruppo")["acquisto"].mean()
tassi_generica

# %% [markdown]
# I due gruppi si somigliano, perché li ha fatti il caso: in media cambia solo il messaggio. La differenza è l'**incremento**,
# cioè gli acquisti in più dovuti al messaggio.

# %%
incremento_generica = tassi_generica["contattato"] - tassi_generica["non contattato"]
incremento_generica

# %% [markdown]
# Ogni 100 contattati, circa {{ it(100 * incremento_generica, 1) }} acquisti in più. Gli altri
# {{ it(100 * tassi_generica["non contattato"], 1) }} ci sarebbero stati lo stesso.

# %% [markdown] exercise="1.2" role="prompt" objective="B" minutes=4 kind="number" decimals=4
# ### Esercizio 1.2 · L'incremento della mirata
#
# Fai lo stesso conto per la campagna `"mirata"`: filtra le righe, calcola i due tassi e sottrai. Anche qui puoi partire dalla
# traccia: togli il segno `#` e lo spazio che lo segue, poi riempi i vuoti.
#
# **Forma:** un numero con 4 decimali. Può essere negativo.

# %% exercise="1.2" role="answer"
### BEGIN SOLUTION
mirata = campagne[campagne["campagna"] == "mirata"]
tassi_mirata = mirata.groupby("gruppo")["acquisto"].mean()
incremento_mirata = tassi_mirata["contattato"] - tassi_mirata["non contattato"]
### END SOLUTION
# mirata = campagne[campagne["campagna"] == ______]
# tassi_mirata = mirata.groupby(______)["acquisto"].mean()
# incremento_mirata = ______ - ______

# %% exercise="1.2" role="check"
check("1.2", incremento_mirata)

# %% exercise="1.2" role="wrong" mistake="solo_contattati"
# Questo è il tasso dei contattati. Contiene anche chi avrebbe comprato comunque: quale tasso devi togliere?
mirata = campagne[campagne["campagna"] == "mirata"]
incremento_mirata = mirata.groupby("gruppo")["acquisto"].mean()["contattato"]

# %% exercise="1.2" role="wrong" mistake="ordine"
# Hai fatto non contattati meno contattati. L'incremento è quanto fa in più chi il messaggio lo riceve: inverti l'ordine.
mirata = campagne[campagne["campagna"] == "mirata"]
tassi_mirata = mirata.groupby("gruppo")["acquisto"].mean()
incremento_mirata = tassi_mirata["non contattato"] - tassi_mirata["contattato"]

# %% exercise="1.2" role="wrong" mistake="generica"
# Questo è l'incremento della generica. Nel filtro, quale nome di campagna serve?
incremento_mirata = incremento_generica

# %% exercise="1.2" role="wrong" mistake="fra_campagne"
# Hai confrontato le due campagne fra loro. Ma scrivono a persone diverse. Il confronto giusto è dentro la mirata, fra
# contattati e non contattati.
incremento_mirata = acquisti_su_contattati["mirata"] - acquisti_su_contattati["generica"]

# %% exercise="1.2" role="wrong" mistake="conteggi"
# Hai sottratto due conteggi. I due gruppi non sono grandi uguali: usa i tassi, cioè la media della colonna.
mirata = campagne[campagne["campagna"] == "mirata"]
conti = mirata.groupby("gruppo")["acquisto"].sum()
incremento_mirata = conti["contattato"] - conti["non contattato"]

# %% exercise="1.2" role="wrong" mistake="rapporto"
# Hai diviso i due tassi. L'incremento è una differenza: quanti acquisti in più su ogni persona contattata. Quale segno serve?
mirata = campagne[campagne["campagna"] == "mirata"]
tassi_mirata = mirata.groupby("gruppo")["acquisto"].mean()
incremento_mirata = tassi_mirata["contattato"] / tassi_mirata["non contattato"]

# %% [markdown] exercise="1.2" role="hint"
# Sono le stesse tre righe della generica. Che cosa cambia nel filtro?

# %% [markdown] exercise="1.2" role="hint"
# `mirata = campagne[campagne["campagna"] == "mirata"]`, poi `tassi_mirata = mirata.groupby(…)[…].mean()`.

# %% [markdown] exercise="1.2" role="hint"
# Alla fine, il tasso `["contattato"]` meno il tasso `["non contattato"]`.

# %% [markdown] minutes=4
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Ogni 100 persone, i contattati della mirata hanno fatto circa {{ it(abs(100 * incremento_mirata), 0) }} acquisto **in meno** dei
# non contattati. È un effetto del messaggio o soltanto il caso? Lo vediamo adesso.
#
# </details>
#
# ## 3. Quanto è sicuro questo numero?
#
# L'incremento viene da persone scelte a caso. Con altre persone sarebbe uscito un numero un po' diverso. Quanto diverso? Si
# può provare: dalla tabella si estrae a caso un nuovo **campione**: un gruppo grande come la
# tabella, in cui la stessa persona può uscire più volte. Poi si rifà il conto. Poi ancora,
# e ancora. Muovi il numero dei campioni (con la tastiera: freccia su per tornare alla cella, poi Tab).

# %% jupyter={"source_hidden": true}
import matplotlib.pyplot as plt

from kit.formats import it
from kit.plots import PALETTE, picture
from kit.widgets import choice, explore, number

effetto = difference("acquisto", "gruppo", "contattato", "non contattato")
estrazioni = {
    nome: bootstrap(campagne[campagne["campagna"] == nome], effetto, replicates=1000) for nome in ["generica", "mirata"]
}


def estrai(campagna, campioni):
    tutte = 100 * estrazioni[campagna].draws[:campioni]
    figura, assi = plt.subplots(figsize=(8, 3))
    assi.hist(tutte, bins=[passo / 2 for passo in range(-16, 19)], color=PALETTE[1], edgecolor="white")
    assi.axvline(0, color=PALETTE[0], linestyle="--", label="nessun effetto")
    assi.axvline(tutte[-1], color=PALETTE[2], label="ultimo campione")
    assi.set_xlabel("acquisti in più ogni 100 contattati")
    assi.set_ylabel("campioni")
    assi.legend(loc="upper left")
    italian_axis(assi, x="number", y="number")
    sotto = sum(tutte <= 0)
    frase = (
        f"Campagna {campagna}, {campioni} campioni: l'ultimo dà {it(tutte[-1], 1)} acquisti in più ogni 100 contattati. "
        f"Campioni senza alcun vantaggio (zero o meno): {it(sotto)}."
    )
    return picture(figura, f"Istogramma degli incrementi. {frase}", frase)


explore(
    estrai,
    campagna=choice("Campagna", ["generica", "mirata"]),
    campioni=number("Quanti campioni", 1, 1000, value=20, step=1),
)

# %% [markdown]
# Aumenta il numero dei campioni e guarda la montagna crescere. Quella della generica sta quasi tutta a destra dello zero: e
# quella della mirata? I valori fra cui cade il 95 % dei campioni formano l'**intervallo**. Lo calcola `bootstrap`. Prima gli
# diciamo che cosa misurare: `difference` vuole la colonna, quella dei gruppi, il gruppo con il messaggio e quello senza.

# %%
effetto = difference("acquisto", "gruppo", "contattato", "non contattato")
sicurezza_generica = bootstrap(generica, effetto)
sicurezza_generica

# %% [markdown]
# L'intervallo della generica va da {{ it(sicurezza_generica.limite_inf, 3) }} a {{ it(sicurezza_generica.limite_sup, 3) }}:
# lo zero è fuori. È difficile che sia soltanto un caso, anche se la grandezza dell'effetto resta incerta.
#
# Un limite da solo si legge con il punto, senza parentesi: `sicurezza_generica.limite_inf`. Una *lista* è una fila di valori
# fra parentesi quadre, divisi da virgole: `[1, 2]`.

# %% [markdown] exercise="1.3" role="prompt" objective="C" minutes=4 kind="list" decimals=3
# ### Esercizio 1.3 · L'intervallo della mirata
#
# Calcola l'intervallo della mirata con `bootstrap`. Poi metti in una lista i due limiti, prima `.limite_inf` e poi
# `.limite_sup`. Lo zero è dentro o fuori?
#
# **Forma:** una lista di due numeri, `[limite inferiore, limite superiore]`.

# %% exercise="1.3" role="answer"
mirata = campagne[campagne["campagna"] == "mirata"]
### BEGIN SOLUTION
sicurezza_mirata = bootstrap(mirata, effetto)
limiti_mirata = [sicurezza_mirata.limite_inf, sicurezza_mirata.limite_sup]
### END SOLUTION

# %% exercise="1.3" role="check"
check("1.3", limiti_mirata)

# %% exercise="1.3" role="wrong" mistake="generica"
# Questi sono i limiti della generica. Quale tabella va data a `bootstrap`?
limiti_mirata = [sicurezza_generica.limite_inf, sicurezza_generica.limite_sup]

# %% exercise="1.3" role="wrong" mistake="rovesciati"
# I due limiti sono giusti ma in ordine inverso: prima va il più piccolo.
sicurezza_mirata = bootstrap(mirata, effetto)
limiti_mirata = [sicurezza_mirata.limite_sup, sicurezza_mirata.limite_inf]

# %% exercise="1.3" role="wrong" mistake="stima"
# Il secondo numero è la stima, che sta in mezzo. L'intervallo ha bisogno dei due estremi: come si chiama l'altro?
sicurezza_mirata = bootstrap(mirata, effetto)
limiti_mirata = [sicurezza_mirata.limite_inf, sicurezza_mirata.stima]

# %% [markdown] exercise="1.3" role="hint"
# `bootstrap` vuole due cose fra parentesi: la tabella da cui estrarre e l'effetto da misurare.

# %% [markdown] exercise="1.3" role="hint"
# `sicurezza_mirata = bootstrap(mirata, effetto)`; poi i due limiti fra parentesi quadre, divisi da una virgola.

# %% [markdown] minutes=1
# Se lo zero è dentro l'intervallo, i dati non bastano per dire che il messaggio abbia aiutato. Non bastano nemmeno per dire
# che non serva a nulla: dicono «non lo sappiamo: con questi dati sono compatibili tutti gli effetti fra i due limiti».

# %% [markdown] minutes=4
# ## 4. Chi compra comunque e chi cambia idea
#
# Ogni persona ha un punteggio calcolato **prima** della campagna, `probabilita_prevista`. È la **propensione**: quanto è
# probabile che compri. La colonna `fascia` divide l'elenco in tre: bassa, media, alta. La mirata ha scritto solo alla fascia
# alta. Guarda la generica, che ha scritto a tutte.

# %%
contattati_generica = generica[generica["gruppo"] == "contattato"]
contattati_generica.groupby("fascia")["acquisto"].mean()

# %% [markdown]
# La fascia alta compra più delle altre: il punteggio mette le fasce nell'ordine giusto. Quante volte la media? Questo rapporto
# si chiama *lift del modello* (in inglese *lift* è una spinta verso l'alto).

# %%
tassi_per_fascia = contattati_generica.groupby("fascia")["acquisto"].mean()
tassi_per_fascia["alta"] / contattati_generica["acquisto"].mean()

# %% [markdown]
# La fascia alta compra {{ it(tassi_per_fascia["alta"] / contattati_generica["acquisto"].mean(), 1) }} volte la media. Chi vende il
# punteggio si ferma qui. La domanda di Ombretta però è un'altra: **in quale fascia il messaggio cambia le
# cose?** Serve di nuovo il confronto con i non contattati.

# %%
fascia_alta = generica[generica["fascia"] == "alta"]
fascia_alta.groupby("gruppo")["acquisto"].mean()

# %% [markdown]
# Nella fascia alta chi non è stato contattato compra quanto gli altri, o poco di più: lì non si vedono acquisti
# in più grazie al messaggio.

# %% [markdown] exercise="1.4" role="prompt" objective="D" minutes=4 kind="choice" options=["bassa", "media", "alta"]
# ### Esercizio 1.4 · Dove il messaggio fa la differenza
#
# Ripeti il conto per la fascia `"media"` e per la fascia `"bassa"`. In quale delle tre fasce l'incremento è più grande?
#
# Sotto puoi aggiungere una cella con il pulsante +, per fare i conti una fascia alla volta.
#
# **Forma:** una scelta fra `"bassa"`, `"media"` e `"alta"`, con le virgolette.

# %% exercise="1.4" role="answer"
### BEGIN SOLUTION
fascia_media = generica[generica["fascia"] == "media"]
fascia_bassa = generica[generica["fascia"] == "bassa"]
tassi_media = fascia_media.groupby("gruppo")["acquisto"].mean()
tassi_bassa = fascia_bassa.groupby("gruppo")["acquisto"].mean()
fascia_da_contattare = "media"
### END SOLUTION

# %% exercise="1.4" role="check"
check("1.4", fascia_da_contattare)

# %% exercise="1.4" role="wrong" mistake="piu_acquisti"
# La fascia alta è quella che compra di più, con o senza messaggio. Qui conta la differenza fra contattati e non
# contattati: in quale fascia è più grande?
fascia_da_contattare = "alta"

# %% exercise="1.4" role="wrong" mistake="meno_acquisti"
# Nella fascia bassa c'è molto spazio per crescere, ma il messaggio sposta pochissimo. Calcola la differenza fra i due
# gruppi e confrontala con le altre due: dov'è più grande?
fascia_da_contattare = "bassa"

# %% [markdown] exercise="1.4" role="hint"
# Filtra `generica` per fascia, poi `groupby("gruppo")["acquisto"].mean()`, come per la fascia alta.

# %% [markdown] exercise="1.4" role="hint"
# Per ogni fascia guarda di quanto il tasso dei contattati supera quello dei non contattati.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# In questi dati è la fascia di mezzo. Nella fascia alta si compra spesso anche senza messaggio; in quella bassa si compra poco
# anche con il messaggio. Forse in mezzo stanno più indecisi. Anche questo numero ha il suo intervallo: lo dà
# `bootstrap(generica[generica["fascia"] == "media"], effetto)`. Il *lift incrementale* confronta l'incremento di una fascia con
# quello di tutti: qui è {{ it((tassi_media["contattato"] - tassi_media["non contattato"]) / incremento_generica, 1) }} volte
# tanto. I tassi di acquisto, da soli, non lo mostrano.
#
# </details>
#
# **La propensione non è l'incremento.** Comprare molto e lasciarsi convincere sono due cose diverse.

# %% [markdown] minutes=3
# ## 5. Agire prima: due modi di sbagliare
#
# Essere *proattivi* vuol dire agire prima che le cose succedano, in base a una previsione. Le previsioni sbagliano in due
# modi. Prendiamo chi non è stato contattato: mostra che cosa fanno le persone da sole. Prevediamo che compri chi ha un
# punteggio di almeno 0,3: `>=` vuol dire «maggiore o uguale», `<` «minore».

# %%
da_soli = generica[generica["gruppo"] == "non contattato"]
previsto_si = da_soli[da_soli["probabilita_prevista"] >= 0.3]
previsto_no = da_soli[da_soli["probabilita_prevista"] < 0.3]
falsi_allarmi = previsto_si[previsto_si["acquisto"] == 0]
len(falsi_allarmi)

# %% [markdown]
# | | ha comprato | non ha comprato |
# |---|---|---|
# | **previsto: compra** | previsione giusta: {{ it(previsto_si["acquisto"].sum()) }} | **falso allarme**: {{ it(len(falsi_allarmi)) }} |
# | **previsto: non compra** | **occasione persa**: ? | previsione giusta: {{ it(len(previsto_no) - previsto_no["acquisto"].sum()) }} |
#
# Scrivere a questi falsi allarmi, al prezzo della mirata, costerebbe 0,75 euro l'uno: in tutto
# {{ euro(0.75 * len(falsi_allarmi)) }}. Sono soldi persi se il messaggio non fa cambiare idea. E chi riceve troppi messaggi si
# stanca.

# %% [markdown] exercise="1.5" role="prompt" objective="C" minutes=3 kind="number"
# ### Esercizio 1.5 · Le occasioni perse
#
# Riempi la casella con il punto interrogativo: quante persone previste come «non compra» hanno invece comprato?
#
# **Forma:** un numero intero.

# %% exercise="1.5" role="answer"
### BEGIN SOLUTION
sorprese = previsto_no[previsto_no["acquisto"] == 1]
occasioni_perse = len(sorprese)
### END SOLUTION

# %% exercise="1.5" role="check"
check("1.5", occasioni_perse)

# %% exercise="1.5" role="alternative"
occasioni_perse = previsto_no["acquisto"].sum()

# %% exercise="1.5" role="wrong" mistake="falsi_allarmi"
# Questi sono i falsi allarmi: previsti come acquisto e poi niente. L'occasione persa è il contrario: previsione «no»,
# acquisto sì. Da quale delle due tabelle parti?
occasioni_perse = len(falsi_allarmi)

# %% exercise="1.5" role="wrong" mistake="tutti_i_no"
# Hai contato tutti quelli previsti come «non compra». Quasi tutti in effetti non hanno comprato: tieni solo chi ha
# comprato.
occasioni_perse = len(previsto_no)

# %% exercise="1.5" role="wrong" mistake="tutti_gli_acquisti"
# Hai contato tutti gli acquisti, anche quelli previsti bene. Servono solo quelli di chi era previsto come «non compra».
occasioni_perse = da_soli["acquisto"].sum()

# %% exercise="1.5" role="wrong" mistake="giusti_no"
# Hai contato chi era previsto come «non compra» e davvero non ha comprato: quella previsione era giusta. Cambia il valore
# che cerchi nella colonna `acquisto`.
occasioni_perse = len(previsto_no[previsto_no["acquisto"] == 0])

# %% exercise="1.5" role="wrong" mistake="righe_non_contate"
# Hai le righe, ma non il loro numero. Quale comando conta le righe di una tabella?
occasioni_perse = previsto_no[previsto_no["acquisto"] == 1]

# %% [markdown] exercise="1.5" role="hint"
# Parti da `previsto_no` e tieni solo le righe in cui `acquisto` vale 1.

# %% [markdown] exercise="1.5" role="hint"
# È come `falsi_allarmi`, con l'altra tabella e l'altro valore; poi `len(…)`.

# %% [markdown] minutes=1
# Attenzione: queste persone hanno comprato **senza** messaggio. Non averle contattate non è costato niente! Sbagliare la
# previsione non è sbagliare la decisione. La decisione giusta non chiede «chi comprerà?», ma «chi cambierà idea se gli
# scrivo?».

# %% [markdown] minutes=4
# ## 6. Più social, più affari?
#
# La tabella `settimane` va dal 2023 al 2025: Fiatolungo vende in negozio e online, e ogni settimana spende nei social. Prima il
# passaggio dal negozio fisico a quello virtuale.

# %%
settimane = load("settimane")
settimane["pezzi"] = settimane["pezzi_negozio"] + settimane["pezzi_online"]
settimane.groupby("anno")["pezzi_online"].sum() / settimane.groupby("anno")["pezzi"].sum()

# %% [markdown]
# La quota venduta online è quasi raddoppiata. E la spesa nei social? Chiamiamo *forte* una settimana con almeno 300 euro.
# Nel risultato `True` sono le settimane forti, `False` le altre, che chiamiamo *deboli*.

# %%
settimane["forte"] = settimane["spesa_social"] >= 300
vendite_medie = settimane.groupby("forte")["pezzi"].mean()
vendite_medie

# %% [markdown]
# Nelle settimane forti si vendono in media {{ it(vendite_medie[True] - vendite_medie[False]) }} pezzi in più. «Più social,
# più affari»: sembra dimostrato. Ma quando
# spende di più Tullio, che decide il budget? Da aprile a giugno e a settembre, quando tutti corrono.

# %%
settimane.groupby("stagione")["spesa_social"].mean()

# %%
settimane.groupby("stagione")["pezzi"].mean()

# %% [markdown]
# La stagione muove **insieme** la spesa e le vendite: è un **fattore nascosto**. Per toglierlo di mezzo si confrontano
# settimane forti e deboli della *stessa* stagione.

# %%
stagione_media = settimane[settimane["stagione"] == "media"]
stagione_media.groupby("forte")["pezzi"].mean()

# %% [markdown]
# Confronta le due righe: nella stagione media le settimane forti vendono ancora di più?

# %% [markdown] exercise="1.6" role="prompt" objective="E" minutes=4 kind="number" decimals=1
# ### Esercizio 1.6 · Dentro la stagione alta
#
# Nella stagione `"alta"`, quanti pezzi in più (o in meno) si vendono in media nelle settimane forti? Il valore per le
# settimane forti si prende con `[True]`, quello per le altre con `[False]`.
#
# **Forma:** un numero con un decimale. Può essere negativo.

# %% exercise="1.6" role="answer"
### BEGIN SOLUTION
stagione_alta = settimane[settimane["stagione"] == "alta"]
vendite_alta = stagione_alta.groupby("forte")["pezzi"].mean()
differenza_alta = vendite_alta[True] - vendite_alta[False]
### END SOLUTION
# stagione_alta = settimane[settimane["stagione"] == ______]
# vendite_alta = stagione_alta.groupby(______)[______].mean()
# differenza_alta = vendite_alta[True] - vendite_alta[False]

# %% exercise="1.6" role="check"
check("1.6", differenza_alta)

# %% exercise="1.6" role="wrong" mistake="tutte_le_stagioni"
# Questa è la differenza su tutto l'anno, con le stagioni mescolate. Tieni solo le settimane della stagione alta.
differenza_alta = vendite_medie[True] - vendite_medie[False]

# %% exercise="1.6" role="wrong" mistake="ordine"
# Hai fatto settimane deboli meno settimane forti. «In più nelle settimane forti» vuole l'ordine contrario.
stagione_alta = settimane[settimane["stagione"] == "alta"]
vendite_alta = stagione_alta.groupby("forte")["pezzi"].mean()
differenza_alta = vendite_alta[False] - vendite_alta[True]

# %% exercise="1.6" role="wrong" mistake="stagione_media"
# Questa è la stagione media. La consegna chiede quella alta: che cosa cambia nel filtro?
vendite_media = stagione_media.groupby("forte")["pezzi"].mean()
differenza_alta = vendite_media[True] - vendite_media[False]

# %% exercise="1.6" role="wrong" mistake="solo_online"
# Hai contato solo i pezzi venduti online. La consegna parla di tutti i pezzi, negozio compreso: quale colonna li somma?
stagione_alta = settimane[settimane["stagione"] == "alta"]
vendite_alta = stagione_alta.groupby("forte")["pezzi_online"].mean()
differenza_alta = vendite_alta[True] - vendite_alta[False]

# %% [markdown] exercise="1.6" role="hint"
# Prima il filtro sulla stagione, come per `stagione_media`. Poi il gruppo per `forte`.

# %% [markdown] exercise="1.6" role="hint"
# Alla fine: la media con `[True]` meno la media con `[False]`.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Il segno si è rovesciato. Nemmeno questo prova che spendere faccia male. Guarda la pioggia. Nella stagione alta ci sono in media
# {{ it(stagione_alta[stagione_alta["forte"]]["giorni_pioggia"].mean(), 1) }} giorni di pioggia nelle settimane forti e
# {{ it(stagione_alta[~stagione_alta["forte"]]["giorni_pioggia"].mean(), 1) }} nelle altre. Se con la pioggia si vende meno, anche
# lei inganna il confronto.
#
# </details>
#
# Tolto un fattore nascosto, ce n'è spesso un altro. Solo la sorte, come nelle due campagne, in media li pareggia tutti.

# %% [markdown] minutes=3
# ## Muovi: budget, margine e soglia
#
# Metti insieme tutto, con contatti mirati a 0,75 euro l'uno (la generica, che ne costa 0,30, qui non c'entra). Scegli il budget,
# quanto resta in tasca per ogni acquisto (il *margine*) e la **soglia**: si scrive solo a chi ha un punteggio almeno così alto.
# Con il tetto puoi anche lasciare fuori chi ha un punteggio troppo alto. Il grafico mostra il profitto **incrementale**: gli
# acquisti in più moltiplicati per il margine, meno il costo dei contatti. Prevedi che cosa succede, poi muovi. Quale coppia di
# soglia e tetto ti fa guadagnare di più?

# %% jupyter={"source_hidden": true}
costo_contatto = 0.75
soglie = [passo / 100 for passo in range(0, 51, 2)]


def incremento_fra(soglia, tetto):
    scelti = generica[(generica["probabilita_prevista"] >= soglia) & (generica["probabilita_prevista"] <= tetto)]
    tassi = scelti.groupby("gruppo")["acquisto"].mean()
    return len(scelti), tassi["contattato"] - tassi["non contattato"]


def profitto_incrementale(budget, margine, soglia, tetto):
    persone, incremento = incremento_fra(soglia, tetto)
    contatti = min(persone, int(budget / costo_contatto))
    return contatti, contatti * (incremento * margine - costo_contatto)


def muovi(budget, margine, soglia, tetto):
    soglia = min(soglie, key=lambda una: abs(una - soglia))
    if tetto < soglia + 0.04:
        return "Il tetto deve superare la soglia di almeno 0,04: così restano abbastanza persone da confrontare."
    utili = [una for una in soglie if una <= tetto - 0.04]
    valori = [profitto_incrementale(budget, margine, una, tetto)[1] for una in utili]
    contatti, profitto = profitto_incrementale(budget, margine, soglia, tetto)
    figura, assi = plt.subplots(figsize=(8, 3.2))
    assi.plot(utili, valori, color=PALETTE[1], marker="o", label="profitto incrementale")
    assi.plot([soglia], [profitto], color=PALETTE[2], marker="s", markersize=12, linestyle="none", label="la tua scelta")
    assi.axhline(0, color=PALETTE[0], linestyle="--", label="non fare niente")
    assi.set_xlabel("soglia: punteggio minimo per essere contattati")
    assi.set_ylabel("profitto incrementale, euro")
    assi.legend()
    italian_axis(assi, x="number", y="number")
    verso = "guadagni" if profitto > 0 else "perdi"
    frase = (
        f"Con {it(budget)} euro, margine {it(margine)} euro e punteggi da {it(soglia, 2)} a {it(tetto, 2)} scrivi a "
        f"{it(contatti)} persone e {verso} {it(abs(profitto))} euro rispetto a non fare niente."
    )
    return picture(figura, f"Linea del profitto incrementale al crescere della soglia. {frase}", frase)


explore(
    muovi,
    budget=number("Budget", 300, 4500, value=1200, step=300, kind="euro"),
    margine=number("Margine per acquisto", 5, 40, value=20, step=5, kind="euro"),
    soglia=number("Soglia", 0, 0.5, value=0.3, step=0.02),
    tetto=number("Tetto", 0.1, 1, value=1, step=0.05),
)

# %% [markdown] minutes=1
# Con una soglia alta e nessun tetto scegli chi compra di più, e perdi: paghi per scrivere a persone che, in media, il messaggio
# non sposta. Attenzione a
# scegliere la coppia che sui dati viene meglio: più tentativi fai, più è facile che la cima sia fortuna.

# %% [markdown] minutes=2
# ## Che cosa rispondi a Ombretta
#
# L'ultimo conto: per ogni campagna, il margine dei contattati, meno quello che avrebbero dato comunque, meno il costo.

# %%
guadagno = incremental_profit("margine", "costo", "gruppo", "contattato", "non contattato")
profitto_generica = bootstrap(generica, guadagno)
profitto_generica

# %%
profitto_mirata = bootstrap(campagne[campagne["campagna"] == "mirata"], guadagno)
profitto_mirata

# %% [markdown]
# La stima è di {{ euro(profitto_generica.stima, 0) }} per la generica e di {{ euro(profitto_mirata.stima, 0) }} per la mirata.
# In tutti e due gli intervalli lo zero è fuori: la generica ha reso, la mirata ha perso. Della mirata non sappiamo se abbia
# aiutato un poco, ma nemmeno nel caso migliore dell'intervallo ripaga il suo costo. «La mirata rende di più perché i suoi
# contattati comprano di più» non regge alla prova dei dati. A Ombretta Nives propone una terza strada: scrivere agli indecisi,
# e tenere di nuovo da parte un gruppo non contattato per vedere se funziona. Fra le due, quindi, ha fatto guadagnare di
# più la generica: l'avevi previsto?

# %% [markdown] minutes=2
# ## Controlla che cosa hai capito

# %% [markdown] quiz="1.a"
# Un'agenzia promette «conversione al 30 %». Qual è la prima domanda da fare?
#
# - [ ] «Quanto costa?»
#   > Arriverà, ma prima bisogna sapere che cosa vuol dire quel 30 %.
# - [x] «Il 30 % di chi?»
#   > Esatto. Di chi ha fatto clic, dei raggiunti o dei contattati? Il denominatore cambia tutto.
# - [ ] «Su quale social?»
#   > Utile, ma il numero resta senza significato finché non sai che cosa divide.
#
# Fra i contattati della generica, chi ha visto il messaggio ha comprato più spesso di chi non l'ha visto. Questa differenza
# è l'effetto del messaggio?
#
# - [ ] Sì: l'unica differenza è aver visto il messaggio.
#   > Non l'unica. Chi guarda spesso i social di Fiatolungo è anche più interessato: avrebbe comprato di più comunque.
# - [x] No: chi vede il messaggio è diverso da chi non lo vede.
#   > Esatto. Il confronto che vale è fra gruppi fatti a sorte, contattati e non contattati.
# - [ ] Sì, se le persone sono tante.
#   > Tante persone riducono il caso, non la differenza fra i due gruppi.
#
# L'intervallo di un incremento va da −0,05 a +0,03. Che cosa concludi?
#
# - [ ] La campagna non ha effetto.
#   > Non lo sai: un effetto di +0,02 è compatibile con questi dati, e così uno di −0,04.
# - [ ] La campagna fa danno.
#   > Lo zero e valori positivi sono dentro l'intervallo: non si può dire.
# - [x] I dati non bastano per dire se aiuta o danneggia.
#   > Esatto. Servono più persone, o un gruppo non contattato più grande.
#
# Perché i non contattati devono essere scelti a caso?
#
# - [x] Perché così, in media, somigliano ai contattati in tutto, tranne che nel messaggio.
#   > Esatto. Anche in ciò che non abbiamo misurato.
# - [ ] Perché così sono di meno, e si risparmia.
#   > Il numero si decide a parte. Il caso serve a rendere i due gruppi confrontabili.
# - [ ] Perché lo chiede la legge sulla privacy.
#   > No: è una scelta di metodo. La privacy chiede altre cose.

# %%
quiz("1.a")

# %% [markdown] minutes=2
# ## Che cosa non puoi concludere
#
# - **Da un mese a un altro.** L'incremento vale per marzo, per quel messaggio e per quell'elenco.
# - **Una campagna senza l'altra.** Molte persone contattate dalla mirata hanno ricevuto anche la generica: il suo incremento è
#   quello di un messaggio *in più*, non del primo.
# - **Dalla media alla persona.** Sappiamo di quanto cambia un gruppo, non chi ha cambiato idea. Nessuno è stato visto sia con
#   il messaggio sia senza.
# - **Con il passaparola.** Se un contattato ne parla a un non contattato, i due gruppi si mescolano e l'incremento sembra più
#   piccolo.
# - **Dalla spesa settimanale.** Nessuno ha tirato a sorte le settimane forti: la stagione e la pioggia restano in mezzo.
# - **Privacy.** Un punteggio su una persona è un dato personale: servono una base giuridica e un'informativa, e la persona può
#   opporsi al marketing diretto (Regolamento UE 2016/679, articolo 21). Qui le persone sono inventate.
# - **Il testo di partenza** racconta di aziende che, aprendosi ai social, sono cresciute oltre ogni attesa. I casi andati
#   male raramente si raccontano: senza confronto non si sa che cosa sarebbe successo comunque.

# %% [markdown] minutes=1
# ## Mettiti alla prova
#
# Una campagna nuova, con altre persone, altri mesi e altri segmenti. Esegui la cella qui sotto, poi quella che mostra la
# domanda di ogni esercizio.

# %% role="load"
prova = load_variant("01")
campagna_prova = prova["campagna"]
campagna_prova.head()

# %% [markdown]
# Tutte le domande riguardano un mese solo: questa cella tiene quelle righe, in `nel_mese`. `prova["mese"]` è il mese
# scritto nella tua domanda.

# %%
nel_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
len(campagna_prova), len(nel_mese)

# %%
prova.domanda("tasso")

# %% [markdown] exercise="1.7" role="prompt" objective="A" minutes=3 kind="number" decimals=4 graded=true
# ### Esercizio 1.7 · Un tasso con il suo denominatore
#
# Rispondi alla domanda qui sopra con la tabella `nel_mese`.
#
# **Forma:** un numero con 4 decimali, fra 0 e 1.

# %% exercise="1.7" role="answer"
### BEGIN SOLUTION
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
contattati_del_mese = righe_del_mese[righe_del_mese["gruppo"] == "contattato"]
denominatore = contattati_del_mese[contattati_del_mese[prova["denominatore"]] == 1]
tasso_prova = denominatore[prova["numeratore"]].mean()
### END SOLUTION

# %% exercise="1.7" role="check"
check("1.7", tasso_prova)

# %% exercise="1.7" role="wrong" mistake="su_tutti_i_contattati"
# Hai diviso per tutti i contattati. La domanda dice fra chi: filtra prima quelle righe, poi fai la media.
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
contattati_righe_del_mese = righe_del_mese[righe_del_mese["gruppo"] == "contattato"]
tasso_prova = contattati_righe_del_mese[prova["numeratore"]].mean()

# %% exercise="1.7" role="wrong" mistake="tutti_i_mesi"
# Hai usato tutti i mesi insieme. La domanda parla di un mese solo: aggiungi quel filtro.
tutti = campagna_prova[campagna_prova["gruppo"] == "contattato"]
tasso_prova = tutti[tutti[prova["denominatore"]] == 1][prova["numeratore"]].mean()

# %% exercise="1.7" role="wrong" mistake="denominatore_intero"
# Nel denominatore ci sono anche persone che la domanda lascia fuori, e i non contattati. Quali righe vanno tenute?
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
tasso_prova = righe_del_mese[prova["numeratore"]].mean()

# %% exercise="1.7" role="wrong" mistake="conteggio"
# Hai contato le persone. Un tasso è una parte divisa per il tutto: la media della colonna di 0 e 1.
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
contattati_del_mese = righe_del_mese[righe_del_mese["gruppo"] == "contattato"]
denominatore = contattati_del_mese[contattati_del_mese[prova["denominatore"]] == 1]
tasso_prova = denominatore[prova["numeratore"]].sum()

# %% [markdown] exercise="1.7" role="hint"
# Due filtri, uno alla volta: il gruppo contattato, e chi sta al denominatore (la sua colonna dice di sì).

# %% [markdown] exercise="1.7" role="hint"
# Sulle righe rimaste, la media della colonna che la domanda mette al numeratore.

# %%
prova.domanda("incremento")

# %% [markdown] exercise="1.8" role="prompt" objective="B" minutes=3 kind="number" decimals=4 graded=true
# ### Esercizio 1.8 · L'incremento in un segmento
#
# Rispondi alla domanda qui sopra con la tabella `nel_mese`.
#
# **Forma:** un numero con 4 decimali. Può essere negativo.

# %% exercise="1.8" role="answer"
### BEGIN SOLUTION
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
nel_segmento = righe_del_mese[righe_del_mese["segmento"] == prova["segmento"]]
tassi_segmento = nel_segmento.groupby("gruppo")["acquisto"].mean()
incremento_prova = tassi_segmento["contattato"] - tassi_segmento["non contattato"]
### END SOLUTION

# %% exercise="1.8" role="check"
check("1.8", incremento_prova)

# %% exercise="1.8" role="wrong" mistake="ordine"
# Hai fatto non contattati meno contattati: inverti l'ordine della sottrazione.
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
nel_segmento = righe_del_mese[righe_del_mese["segmento"] == prova["segmento"]]
tassi_segmento = nel_segmento.groupby("gruppo")["acquisto"].mean()
incremento_prova = tassi_segmento["non contattato"] - tassi_segmento["contattato"]

# %% exercise="1.8" role="wrong" mistake="solo_contattati"
# Questo è il tasso dei contattati: contiene anche chi avrebbe comprato comunque. Quale tasso devi togliere?
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
nel_segmento = righe_del_mese[righe_del_mese["segmento"] == prova["segmento"]]
tassi_segmento = nel_segmento.groupby("gruppo")["acquisto"].mean()
incremento_prova = tassi_segmento["contattato"]

# %% exercise="1.8" role="wrong" mistake="tutti_i_mesi"
# Hai usato tutti i mesi insieme. La domanda parla di un mese solo: da quale tabella parti?
nel_segmento = campagna_prova[campagna_prova["segmento"] == prova["segmento"]]
tassi_segmento = nel_segmento.groupby("gruppo")["acquisto"].mean()
incremento_prova = tassi_segmento["contattato"] - tassi_segmento["non contattato"]

# %% exercise="1.8" role="wrong" mistake="tutti_i_segmenti"
# Hai usato tutti i segmenti insieme. La domanda ne nomina uno: aggiungi quel filtro.
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
tassi_mese = righe_del_mese.groupby("gruppo")["acquisto"].mean()
incremento_prova = tassi_mese["contattato"] - tassi_mese["non contattato"]

# %% [markdown] exercise="1.8" role="hint"
# Un filtro per il segmento; poi i due tassi per `gruppo`, come nell'esercizio 1.2.

# %% [markdown] exercise="1.8" role="hint"
# Alla fine, il tasso dei contattati meno il tasso dei non contattati.

# %% [markdown]
# Per la prossima domanda ti serve un tasso per ogni segmento e per ogni gruppo. Questa cella li mette in una tabella: una riga
# per segmento, una colonna per gruppo.

# %% jupyter={"source_hidden": true}
nel_mese.pivot_table(index="segmento", columns="gruppo", values="acquisto")

# %%
prova.domanda("segmento")

# %% [markdown] exercise="1.9" role="prompt" objective="D" minutes=3 kind="text" graded=true
# ### Esercizio 1.9 · A chi scrivere
#
# Rispondi alla domanda qui sopra guardando la tabella dei tassi.
#
# **Forma:** il nome del segmento, fra virgolette.

# %% exercise="1.9" role="answer"
### BEGIN SOLUTION
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
contattati_mese = righe_del_mese[righe_del_mese["gruppo"] == "contattato"]
non_contattati_mese = righe_del_mese[righe_del_mese["gruppo"] == "non contattato"]
tasso_con = contattati_mese.groupby("segmento")["acquisto"].mean()
tasso_senza = non_contattati_mese.groupby("segmento")["acquisto"].mean()
segmento_prova = (tasso_con - tasso_senza).idxmax()
### END SOLUTION

# %% exercise="1.9" role="check"
check("1.9", segmento_prova)

# %% exercise="1.9" role="wrong" mistake="tasso_piu_alto"
# Hai scelto il segmento che compra di più quando è contattato. Forse comprerebbe anche senza: confronta con i non
# contattati dello stesso segmento.
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
contattati_mese = righe_del_mese[righe_del_mese["gruppo"] == "contattato"]
segmento_prova = contattati_mese.groupby("segmento")["acquisto"].mean().idxmax()

# %% exercise="1.9" role="wrong" mistake="piu_acquisti"
# Hai scelto il segmento con più acquisti in tutto. È anche quello con più persone: usa i tassi, e poi la differenza fra i
# due gruppi.
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
contattati_mese = righe_del_mese[righe_del_mese["gruppo"] == "contattato"]
segmento_prova = contattati_mese.groupby("segmento")["acquisto"].sum().idxmax()

# %% [markdown] exercise="1.9" role="hint"
# Per ogni riga della tabella fai la differenza fra il tasso dei contattati e quello dei non contattati.

# %% [markdown] exercise="1.9" role="hint"
# Conta la differenza più grande, non il tasso più grande. Scrivi il nome di quella riga fra virgolette.

# %%
prova.domanda("profitto")

# %% [markdown] exercise="1.10" role="prompt" objective="B" minutes=4 kind="number" tol=1 graded=true
# ### Esercizio 1.10 · Il profitto incrementale
#
# Rispondi alla domanda qui sopra. Ti servono l'incremento di tutto il mese e quante persone sono state contattate.
#
# **Forma:** un numero in euro, giusto a meno di un euro. Può essere negativo.

# %% exercise="1.10" role="answer"
### BEGIN SOLUTION
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
tassi_mese = righe_del_mese.groupby("gruppo")["acquisto"].mean()
incremento_mese = tassi_mese["contattato"] - tassi_mese["non contattato"]
quanti = len(righe_del_mese[righe_del_mese["gruppo"] == "contattato"])
profitto_prova = incremento_mese * quanti * prova["margine"] - quanti * prova["costo_contatto"]
### END SOLUTION

# %% exercise="1.10" role="check"
check("1.10", profitto_prova)

# %% exercise="1.10" role="wrong" mistake="tutti_gli_acquisti"
# Hai contato come merito della campagna tutti gli acquisti dei contattati. Una parte ci sarebbe stata comunque: usa
# l'incremento.
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
tassi_mese = righe_del_mese.groupby("gruppo")["acquisto"].mean()
quanti = len(righe_del_mese[righe_del_mese["gruppo"] == "contattato"])
profitto_prova = tassi_mese["contattato"] * quanti * prova["margine"] - quanti * prova["costo_contatto"]

# %% exercise="1.10" role="wrong" mistake="senza_costi"
# Hai calcolato il margine in più, ma i contatti si pagano: quante persone, e a quanto l'una?
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
tassi_mese = righe_del_mese.groupby("gruppo")["acquisto"].mean()
incremento_mese = tassi_mese["contattato"] - tassi_mese["non contattato"]
quanti = len(righe_del_mese[righe_del_mese["gruppo"] == "contattato"])
profitto_prova = incremento_mese * quanti * prova["margine"]

# %% exercise="1.10" role="wrong" mistake="tutte_le_persone"
# Hai moltiplicato per tutte le persone del mese, anche quelle lasciate in pace. Il messaggio è arrivato solo ai contattati.
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
tassi_mese = righe_del_mese.groupby("gruppo")["acquisto"].mean()
incremento_mese = tassi_mese["contattato"] - tassi_mese["non contattato"]
profitto_prova = incremento_mese * len(righe_del_mese) * prova["margine"] - len(righe_del_mese) * prova["costo_contatto"]

# %% exercise="1.10" role="wrong" mistake="un_segmento"
# Hai usato l'incremento di un segmento solo. La domanda riguarda tutti i segmenti del mese: quali righe servono?
righe_del_mese = campagna_prova[campagna_prova["mese"] == prova["mese"]]
nel_segmento = righe_del_mese[righe_del_mese["segmento"] == prova["segmento"]]
tassi_segmento = nel_segmento.groupby("gruppo")["acquisto"].mean()
quanti = len(righe_del_mese[righe_del_mese["gruppo"] == "contattato"])
profitto_prova = (tassi_segmento["contattato"] - tassi_segmento["non contattato"]) * quanti * prova["margine"] - quanti * prova["costo_contatto"]

# %% [markdown] exercise="1.10" role="hint"
# Acquisti in più = incremento per numero di contattati. Ogni acquisto in più vale il margine.

# %% [markdown] exercise="1.10" role="hint"
# Poi togli il costo: numero di contattati per il costo di un contatto. Margine e costo sono scritti nella domanda.

# %% [markdown] layer="deep" minutes=1
# ## Approfondimento: costruisci e controlla il punteggio
#
# Questa parte è facoltativa ed è chiusa: per aprirla premi il pulsante con il +, qui sotto, oppure la freccia accanto al titolo
# (*cells hidden* vuol dire celle nascoste). Il punteggio `probabilita_prevista` era già pronto: qui lo rifai tu, lo controlli e
# misuri l'incremento lungo tutta la graduatoria.

# %% [markdown] minutes=6
# ### Un punteggio in tre righe
#
# Partiamo da chi non è stato contattato e ne leggiamo le abitudini nella tabella `clienti`. `merge` unisce le due tabelle
# quando il codice `utente` è lo stesso. Prima e dopo, contiamo le righe: devono restare uguali. `[:1400]` prende le prime 1.400
# righe, che servono per imparare; le altre servono per controllare.

# %%
clienti = load("clienti")
persone = da_soli.merge(clienti, on="utente")
len(da_soli), len(persone)

# %%
from sklearn.linear_model import LogisticRegression

per_imparare = persone[:1400]
per_controllare = persone[1400:]

# %% [markdown]
# La *regressione logistica* impara a quali abitudini si accompagna un acquisto. Tre righe: le colonne, il modello,
# l'addestramento (`fit`).

# %%
colonne = ["acquisti_12_mesi"]
primo_modello = LogisticRegression(max_iter=1000)
primo_modello.fit(per_imparare[colonne], per_imparare["acquisto"])

# %% [markdown]
# Un modello si giudica su persone che non ha visto. L'AUC è la probabilità che, prese a caso una persona che compra e una che
# non compra, il punteggio più alto vada alla prima: 0,5 è tirare a indovinare, 1 è non sbagliare mai. `predict_proba` dà due
# probabilità, non compra e compra: `[:, 1]` prende la seconda.

# %%
from sklearn.metrics import roc_auc_score

punteggi = primo_modello.predict_proba(per_controllare[colonne])[:, 1]
auc_primo_modello = roc_auc_score(per_controllare["acquisto"], punteggi)
auc_primo_modello

# %% [markdown] exercise="1.11" role="prompt" objective="D" minutes=10 kind="model"
# ### Esercizio 1.11 · Migliora il punteggio
#
# Addestra un modello con più di una colonna. Scegli fra le abitudini di `clienti` (le vedi con `clienti.columns`): solo numeri, e
# senza valori mancanti (`eta` ha dei vuoti). Puoi usare soltanto ciò che si sa **prima** di scrivere alla persona: non clic,
# acquisti o importi della campagna, e nemmeno `probabilita_prevista`, che è il punteggio di un altro modello.
#
# **Forma:** un modello addestrato, con AUC di almeno 0,75 sulle persone mai viste.

# %% exercise="1.11" role="answer"
### BEGIN SOLUTION
mie_colonne = ["acquisti_12_mesi", "visite_sito_30_giorni", "segue_social", "iscritto_newsletter"]
mio_modello = LogisticRegression(max_iter=1000).fit(per_imparare[mie_colonne], per_imparare["acquisto"])
### END SOLUTION

# %% exercise="1.11" role="check"
check("1.11", mio_modello)

# %% exercise="1.11" role="wrong" mistake="una_colonna"
# Il modello usa ancora una colonna sola. Quali altre abitudini si conoscono prima di scrivere alla persona?
mio_modello = LogisticRegression(max_iter=1000).fit(per_imparare[["acquisti_12_mesi"]], per_imparare["acquisto"])

# %% exercise="1.11" role="wrong" mistake="messaggi"
# Il modello guarda solo i messaggi ricevuti: quanti ne arrivano dice poco su chi compra. Aggiungi quanto la persona ha
# comprato e quanto visita il sito.
mio_modello = LogisticRegression(max_iter=1000).fit(per_imparare[["messaggi_30_giorni"]], per_imparare["acquisto"])

# %% exercise="1.11" role="wrong" mistake="importo"
# Il modello usa `importo`, che si conosce solo dopo l'acquisto: prevede benissimo ciò che è già successo. Tieni le colonne
# note prima.
mio_modello = LogisticRegression(max_iter=1000).fit(per_imparare[["importo"]], per_imparare["acquisto"])

# %% exercise="1.11" role="validation"
{
    "data": per_controllare[["acquisti_12_mesi", "visite_sito_30_giorni", "segue_social", "iscritto_newsletter", "spesa_12_mesi", "messaggi_30_giorni", "clic", "importo", "margine", "raggiunto", "acquisto"]],
    "target": "acquisto",
    "score": "roc_auc",
    "columns": ["acquisti_12_mesi", "visite_sito_30_giorni", "segue_social", "iscritto_newsletter", "spesa_12_mesi", "messaggi_30_giorni"],
    "threshold": 0.75,
}

# %% [markdown] exercise="1.11" role="hint"
# Metti più nomi nella lista `colonne`. Guarda `clienti.columns`: quali descrivono le abitudini di prima?

# %% [markdown] exercise="1.11" role="hint"
# Prova ad aggiungere `visite_sito_30_giorni`, `segue_social` e `iscritto_newsletter`.

# %% [markdown] minutes=4
# ### Le probabilità mantengono la promessa?
#
# Un punteggio può ordinare bene le persone e sbagliare i numeri. La **calibrazione** confronta la probabilità prevista con la
# frequenza osservata, gruppo per gruppo.

# %%
previsto_e_osservato = da_soli.groupby("fascia")[["probabilita_prevista", "acquisto"]].mean()
previsto_e_osservato

# %% [markdown]
# Nella fascia alta il punteggio prometteva il {{ pct(previsto_e_osservato.loc["alta", "probabilita_prevista"]) }}, e ha comprato il
# {{ pct(previsto_e_osservato.loc["alta", "acquisto"]) }}: esagera proprio dove si spende di più.

# %% [markdown] exercise="1.12" role="prompt" objective="D" minutes=7 kind="figure" decimals=3
# ### Esercizio 1.12 · Disegna ciò che è successo davvero
#
# Disegna un grafico a barre con la frequenza osservata di acquisto per fascia, fra i non contattati. Si fa con
# `.plot.bar()` sulla colonna giusta di `previsto_e_osservato`.
#
# **Forma:** un grafico a barre, una barra per fascia.

# %% exercise="1.12" role="answer"
### BEGIN SOLUTION
grafico = previsto_e_osservato["acquisto"].plot.bar()
### END SOLUTION

# %% exercise="1.12" role="check"
check("1.12", grafico)

# %% exercise="1.12" role="wrong" mistake="previste"
# Hai disegnato le probabilità previste. La consegna chiede ciò che è successo: quale colonna dice chi ha comprato?
grafico = previsto_e_osservato["probabilita_prevista"].plot.bar()

# %% exercise="1.12" role="wrong" mistake="contattati"
# Hai disegnato i contattati, che hanno ricevuto il messaggio. Il punteggio prevede che cosa fanno le persone da sole: usa i
# non contattati.
plt.figure()
grafico = contattati_generica.groupby("fascia")["acquisto"].mean().plot.bar()

# %% exercise="1.12" role="wrong" mistake="conteggi"
# Hai disegnato quante persone hanno comprato. La frequenza è la media della colonna, non il totale.
plt.figure()
grafico = da_soli.groupby("fascia")["acquisto"].sum().plot.bar()

# %% [markdown] exercise="1.12" role="hint"
# La tabella `previsto_e_osservato` è già pronta: ti serve una sola delle sue due colonne.

# %% [markdown] exercise="1.12" role="hint"
# `grafico = previsto_e_osservato["…"].plot.bar()`, con il nome della colonna che vale 1 quando la persona ha comprato.

# %% [markdown] minutes=5
# ### L'incremento lungo la graduatoria
#
# Tre fasce sono poche. Mettiamo le persone in fila per punteggio, dal più alto al più basso, e dividiamole in dieci gruppi
# uguali, i *decili*. Il decile 1 è quello dei più propensi.

# %%
import pandas as pd

generica = campagne[campagne["campagna"] == "generica"].copy()
posizione = generica["probabilita_prevista"].rank(method="first", ascending=False)
generica["decile"] = ((posizione - 1) / len(generica) * 10).astype(int) + 1
generica.groupby("decile")["probabilita_prevista"].mean()

# %% [markdown] exercise="1.13" role="prompt" objective="D" minutes=10 kind="series" decimals=4
# ### Esercizio 1.13 · L'incremento per decile
#
# Per ogni decile calcola l'incremento: il tasso di acquisto dei contattati meno quello dei non contattati.
#
# **Forma:** una colonna di dieci numeri con il decile davanti, come la dà `groupby`.

# %% exercise="1.13" role="answer"
### BEGIN SOLUTION
con_messaggio = generica[generica["gruppo"] == "contattato"].groupby("decile")["acquisto"].mean()
senza_messaggio = generica[generica["gruppo"] == "non contattato"].groupby("decile")["acquisto"].mean()
incremento_per_decile = con_messaggio - senza_messaggio
### END SOLUTION

# %% exercise="1.13" role="check"
check("1.13", incremento_per_decile)

# %% exercise="1.13" role="wrong" mistake="solo_contattati"
# Questi sono i tassi dei contattati: mostrano chi compra, non chi cambia idea. Togli i tassi dei non contattati, decile per
# decile.
incremento_per_decile = generica[generica["gruppo"] == "contattato"].groupby("decile")["acquisto"].mean()

# %% exercise="1.13" role="wrong" mistake="conteggi"
# Hai sottratto due conteggi. I contattati sono il doppio dei non contattati: usa le medie.
con_messaggio = generica[generica["gruppo"] == "contattato"].groupby("decile")["acquisto"].sum()
senza_messaggio = generica[generica["gruppo"] == "non contattato"].groupby("decile")["acquisto"].sum()
incremento_per_decile = con_messaggio - senza_messaggio

# %% exercise="1.13" role="wrong" mistake="rapporto"
# Hai diviso i due tassi. L'incremento è la differenza: dice quanti acquisti in più porta, in media, ogni persona contattata.
con_messaggio = generica[generica["gruppo"] == "contattato"].groupby("decile")["acquisto"].mean()
senza_messaggio = generica[generica["gruppo"] == "non contattato"].groupby("decile")["acquisto"].mean()
incremento_per_decile = con_messaggio / senza_messaggio

# %% [markdown] exercise="1.13" role="hint"
# Filtra i contattati, poi `groupby("decile")["acquisto"].mean()`. Fai lo stesso con i non contattati.

# %% [markdown] exercise="1.13" role="hint"
# Due colonne di dieci numeri si sottraggono come due numeri: `con_messaggio - senza_messaggio`.

# %% jupyter={"source_hidden": true}
conti = generica.groupby(["decile", "gruppo"])["acquisto"].agg(["mean", "size"]).unstack()
differenza = conti["mean"]["contattato"] - conti["mean"]["non contattato"]
varianza = sum(conti["mean"][uno] * (1 - conti["mean"][uno]) / conti["size"][uno] for uno in ["contattato", "non contattato"])
figura, assi = plt.subplots(figsize=(8, 3.4))
assi.errorbar(differenza.index, differenza, yerr=1.96 * varianza**0.5, fmt="o", color=PALETTE[1], capsize=5)
assi.axhline(0, color=PALETTE[0], linestyle="--")
assi.set_xlabel("decile, dal più propenso (1) al meno propenso (10)")
assi.set_ylabel("incremento")
italian_axis(assi, y="percent")
show(
    figura,
    alt="Incremento per decile con intervalli: vicino a zero o sotto nei primi decili, alto in quelli di mezzo, di nuovo "
    "vicino a zero negli ultimi.",
    summary="L'incremento è alto nei decili di mezzo. Con dieci gruppi ogni intervallo è largo: la forma conta più del "
    "singolo punto.",
)

# %% [markdown] minutes=1
# I punti salgono nei decili di mezzo e poi scendono: in cima alla graduatoria e in fondo non si vede un vantaggio chiaro. Un
# punteggio di propensione mette in fila chi compra; per mettere in fila chi cambia idea serve un esperimento, come quello che
# Nives ha fatto.

# %% [markdown] minutes=1
# ## Punti chiave
#
# - Il prezzo più basso può vendere di più senza dare il profitto più alto.
# - Un tasso senza denominatore non vuol dire niente.
# - L'effetto di una campagna si misura con un gruppo non contattato, scelto a caso.
# - Chi compra di più non è chi cambia idea: propensione e incremento sono cose diverse.
# - Un numero va letto con il suo intervallo.
# - Un fattore nascosto può rovesciare un confronto.

# %%
progress("01")

# %% [markdown]
# ## Le parole di questa lezione
#
# {{ glossario }}

# %% [markdown]
# ## Per continuare
#
# - Lewis e Rao, [*The Unfavorable Economics of Measuring the Returns to Advertising*](https://doi.org/10.1093/qje/qjv023), Quarterly Journal of Economics, 2015:
#   perché gli intervalli delle campagne vere sono così larghi (in inglese).
# - Il testo di questa lezione riprende e mette alla prova un testo introduttivo sul social media marketing dei primi anni
#   2020.
#
# **Scarica il mio lavoro.** Togli il segno `#` ed esegui la cella: mette i tuoi quaderni in un solo file da portare via.

# %%
# take_away()
