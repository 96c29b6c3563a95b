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
#     lesson: "03"
#     title: "Distingui inbound e outbound: farsi trovare o farsi notare"
#     what: >-
#       Prendi i contenuti pubblicati da Fiatolungo in nove mesi e a ciascuno chiedi: ti hanno cercato, o ti sei fatto avanti
#       tu? Provi a capirlo dalle sole parole, prima a occhio e poi con un classificatore. Infine confronti costi, vendite e
#       fiducia, e dici a Tullio quando conviene uno spot e quando un tutorial.
#     base: 75
#     deep: 40
#     data: [contenuti, contenuti_settimane]
#     requires: ["00", "01"]
#     objectives:
#       A: Distingui inbound e outbound da come le persone incontrano un contenuto, non dal suo stile.
#       B: Conti i segni dello stile in un testo e misuri quanto sono d'accordo le persone che lo etichettano.
#       C: Leggi le ragioni di un classificatore e scegli la misura onesta di quanto è bravo.
#       D: Confronti sponsorizzazioni dichiarate e nascoste, nelle vendite di oggi e nella fiducia di dopo.
#       E: Calcoli quanto rende nel tempo ogni euro speso e dici quando conviene l'outbound.
#     words:
#       inbound:
#         en: inbound
#         text: Un contenuto che le persone cercano o hanno scelto di seguire. Alla lettera, «in entrata».
#       outbound:
#         en: outbound
#         text: Un contenuto che va a cercare le persone, come uno spot. Alla lettera, «in uscita».
#       incontro:
#         en: encounter
#         text: Il modo in cui una persona arriva a vedere un contenuto. Dice chi ha cercato chi.
#       feed:
#         en: feed
#         text: Il flusso di contenuti che scorre sullo schermo di un social. Lo compone la piattaforma.
#       creator:
#         en: creator
#         text: Chi pubblica contenuti per un suo pubblico, per passione o per mestiere.
#       kappa:
#         en: Cohen's kappa
#         text: Quanto due persone sono d'accordo, tolto l'accordo che nascerebbe per caso. Vale 1 se lo sono sempre.
#       funzione:
#         en: function
#         text: Un conto con un nome, che si può ripetere su dati diversi.
#       classificatore:
#         en: classifier
#         text: Un programma che impara da esempi già etichettati e poi mette l'etichetta a testi nuovi.
#       famiglia:
#         en: group
#         text: Testi scritti con lo stesso stampo, che quindi si somigliano.
#       sponsorizzazione:
#         en: sponsorship
#         text: Un compenso dato a chi pubblica perché parli di una marca. Va dichiarata.
#       unione:
#         en: merge, join
#         text: Mettere insieme due tabelle che hanno una colonna in comune.
#       calibrazione:
#         en: calibration
#         text: L'accordo fra le probabilità previste e le frequenze osservate.
#     variant: "03"
# ---

# %% [markdown]
# # 03. Distingui inbound e outbound: farsi trovare o farsi notare
#
# {{ scheda }}

# %%
from kit.datasets import describe, load, load_variant
from kit.exercises import bring_back, check, hint, progress, quiz, ready, restart, solution, take_away
from kit.plots import italian_axis, show, style

style()
ready("03")

# %% [markdown] minutes=1
# ## La domanda
#
# È gennaio. Fra tre settimane Borgo Malvento ospita una gara, e arriverà gente che non ha mai sentito nominare Fiatolungo.
# **Tullio** ha 1.000 euro e vuole uno spot: «Facciamoci notare!». **Nives** vuole un tutorial, cioè un video che insegna a
# fare una cosa: «Facciamoci trovare da chi ha un problema».
#
# Sono due modi opposti di incontrare le persone.
#
# - **Inbound** (in italiano «in entrata»): le persone cercano il contenuto. Il tutorial di Nives è così.
# - **Outbound** («in uscita»): il contenuto cerca le persone. Lo spot di Tullio è così.
#
# Il testo da cui parte questa lezione aggiunge un giudizio: l'inbound insegna, l'outbound è aggressivo e «dispotico», cioè
# prepotente. Sarà vero? Lo chiediamo ai dati.

# %% [markdown] minutes=1
# ## Prima di calcolare, prevedi
#
# Per ogni euro speso, che cosa vende di più nelle prime tre settimane? E in dodici? Scrivi `"spot"` oppure `"tutorial"`.

# %%
in_tre_settimane = "tutorial"
in_dodici_settimane = "tutorial"
in_tre_settimane, in_dodici_settimane

# %% [markdown] minutes=4
# ## 1. Chi cerca chi?
#
# Ogni riga di `contenuti` è un post, un video, un articolo o un messaggio. Ne guardiamo cinque colonne; le altre le spiega
# `describe("contenuti")`.

# %%
contenuti = load("contenuti")
contenuti[["data", "canale", "testo", "incontro", "tipo"]].head(3)

# %% [markdown]
# Sono {{ it(len(contenuti)) }} contenuti. La colonna più importante è `incontro`: come la persona è arrivata lì.
#
# - `cercato`: aveva una domanda e ha cercato la risposta;
# - `seguito`: aveva scelto di seguire chi pubblica;
# - `suggerito`: gliel'ha messo davanti la piattaforma, nel suo **feed** (il flusso di contenuti che scorre sullo schermo);
# - `sponsorizzato`: qualcuno ha pagato per farlo comparire;
# - `interruzione`: è arrivato mentre la persona faceva altro.
#
# Quanti ce ne sono? Il comando `value_counts` conta le righe di ogni valore, dal più frequente.

# %%
contenuti["incontro"].value_counts()

# %% [markdown]
# Nei primi due casi della lista comincia la persona, e il contenuto è inbound. Negli ultimi due comincia l'azienda: è
# outbound. E se a suggerirlo è la piattaforma? Allora nella colonna `tipo` conta lo scopo: aiutare chi legge o farsi
# notare. Ecco gli incontri degli inbound, questa volta come **quote**: con `normalize=True` ogni conteggio è diviso per il
# totale.

# %%
inbound = contenuti[contenuti["tipo"] == "inbound"]
inbound["incontro"].value_counts(normalize=True)

# %% [markdown] exercise="3.1" role="prompt" objective="A" minutes=3 kind="series" decimals=3
# ### Esercizio 3.1 · Gli incontri degli outbound
#
# Calcola le quote degli incontri per i contenuti `"outbound"`. Le righe con `#` sono una traccia: togli il segno `#`
# **e lo spazio che lo segue**, poi riempi i vuoti.
#
# **Forma:** una quota per ogni incontro, come la dà `value_counts`.

# %% exercise="3.1" role="answer"
### BEGIN SOLUTION
outbound = contenuti[contenuti["tipo"] == "outbound"]
quote_outbound = outbound["incontro"].value_counts(normalize=True)
### END SOLUTION
# outbound = contenuti[contenuti["tipo"] == ______]
# quote_outbound = outbound[______].value_counts(______)

# %% exercise="3.1" role="check"
check("3.1", quote_outbound)

# %% exercise="3.1" role="alternative"
outbound = contenuti[contenuti["tipo"] == "outbound"]
quote_outbound = outbound["incontro"].value_counts() / len(outbound)

# %% exercise="3.1" role="wrong" mistake="conteggi"
# Questi sono conteggi. Per avere le quote manca una parola fra le parentesi di `value_counts`: quale?
outbound = contenuti[contenuti["tipo"] == "outbound"]
quote_outbound = outbound["incontro"].value_counts()

# %% exercise="3.1" role="wrong" mistake="inbound"
# Queste sono le quote degli inbound. Che cosa va cambiato nel filtro?
quote_outbound = inbound["incontro"].value_counts(normalize=True)

# %% exercise="3.1" role="wrong" mistake="tutti"
# Hai usato tutti i contenuti insieme. La consegna ne vuole solo una parte: quale filtro serve prima?
quote_outbound = contenuti["incontro"].value_counts(normalize=True)

# %% exercise="3.1" role="wrong" mistake="diviso_tutti"
# Hai diviso per tutti i contenuti, anche gli inbound. Il tutto qui sono solo gli outbound: quanti sono?
outbound = contenuti[contenuti["tipo"] == "outbound"]
quote_outbound = outbound["incontro"].value_counts() / len(contenuti)

# %% exercise="3.1" role="wrong" mistake="canale"
# Queste sono le quote dei canali: dicono *dove* è uscito il contenuto. Quale colonna dice come la persona l'ha incontrato?
outbound = contenuti[contenuti["tipo"] == "outbound"]
quote_outbound = outbound["canale"].value_counts(normalize=True)

# %% exercise="3.1" role="wrong" mistake="colonna_intera"
# Hai la colonna, riga per riga. Quale comando conta quante volte compare ogni valore?
outbound = contenuti[contenuti["tipo"] == "outbound"]
quote_outbound = outbound["incontro"]

# %% [markdown] exercise="3.1" role="hint"
# Sono le stesse due righe degli inbound. Che cosa cambia nel filtro?

# %% [markdown] exercise="3.1" role="hint"
# Nella seconda riga la colonna è `"incontro"`; fra le parentesi tonde va `normalize=True`.

# %% [markdown] minutes=2
# ### Le stesse parole, due incontri
#
# Basta leggere un testo per sapere di che tipo è? Alcuni contenuti hanno un **gemello**: le stesse identiche parole, ma
# incontrate nell'altro modo. `notna()` tiene le righe in cui il gemello c'è.

# %%
gemelli = contenuti[contenuti["gemello"].notna()]
gemelli.sort_values("testo")[["testo", "incontro", "tipo"]].head(4)

# %% [markdown]
# Guardali a due a due: stesso testo, tipo opposto. Le parole sono uguali: sono uguali anche i risultati?

# %%
somme_gemelli = gemelli.groupby("tipo")[["clic", "raggiunte"]].sum()
clic_su_raggiunte = somme_gemelli["clic"] / somme_gemelli["raggiunte"]
clic_su_raggiunte

# %% [markdown]
# Ogni 100 persone raggiunte, gli inbound hanno avuto {{ it(100 * clic_su_raggiunte["inbound"], 1) }} clic e gli outbound
# {{ it(100 * clic_su_raggiunte["outbound"], 1) }}. Le parole sono le stesse: cambia **chi ha cercato chi**. Chi cerca
# è già interessato. Lo stile, da solo, è soltanto un indizio.

# %% [markdown] minutes=7
# ## 2. Prova tu, con le sole parole
#
# Ginevra, la tirocinante, deve dividere i contenuti in inbound e outbound, ma ha soltanto i testi. Provaci anche tu. Esegui
# la cella e leggi i venti testi: non serve studiarli, basta la prima impressione.

# %% jupyter={"source_hidden": true}
from html import escape

import pandas as pd
from IPython.display import HTML

brevi = contenuti[contenuti["gemello"].isna() & (contenuti["testo"].str.len() < 230)]
facili = brevi[brevi["difficile"] == 0].sample(10, random_state=8)
insidiosi = brevi[brevi["difficile"] == 1].sample(10, random_state=8)
venti = pd.concat([facili, insidiosi]).sample(frac=1, random_state=8)
venti["numero"] = range(1, 21)
voci = "".join(f"<li style='margin-bottom:.6em'>{escape(testo).replace(chr(10), '<br>')}</li>" for testo in venti["testo"])
HTML(f"<ol lang='it' style='max-width:46em'>{voci}</ol>")

# %% [markdown]
# Fra le parentesi quadre scrivi i numeri dei testi che secondo te sono **outbound**, divisi da virgole: per esempio
# `[2, 5, 9]`. Gli altri li consideriamo inbound. Poi esegui questa cella e quella dopo, che mostra dove gli altri hanno letto
# diversamente da te.

# %%
per_me_outbound = []

# %% jupyter={"source_hidden": true}
venti["tu"] = venti["numero"].isin(per_me_outbound).map({True: "outbound", False: "inbound"})
lettori = {"tu": "tu", "annota_nives": "Nives", "annota_kamal": "Kamal", "annota_ginevra": "Ginevra"}
risposte = venti.rename(columns=lettori)[["numero", "tu", "Nives", "Kamal", "Ginevra", "tipo", "incontro"]]
opinioni = risposte[["tu", "Nives", "Kamal", "Ginevra"]]
divisi = risposte[opinioni.nunique(axis=1) > 1]
if not per_me_outbound:
    print("Non hai ancora scritto i tuoi numeri: per ora la colonna «tu» dice inbound a tutti.")
else:
    print(f"C'è disaccordo su {len(divisi)} testi su 20. Come l'ha incontrato chi legge? Guarda l'ultima colonna.")
divisi.style.hide(axis="index")

# %% [markdown]
# Anche Nives, Kamal e Ginevra hanno etichettato gli stessi testi senza sapere l'incontro. Quanto vai d'accordo con loro? Il
# comando `agreement` (accordo) confronta le persone a due a due.

# %%
from kit.text import agreement

agreement(opinioni)

# %% [markdown]
# La **kappa** toglie dall'accordo quello che nascerebbe per caso: vale 1 se due persone sono sempre d'accordo, 0 se lo sono
# quanto due persone che lanciano una moneta. (*Alpha* è una misura simile.) Con venti testi l'intervallo è largo: per una
# misura più sicura servono tutti. Su quale quota di **tutti** i testi Nives e Kamal danno la stessa etichetta? Il
# segno `==` chiede «è uguale?» riga per riga; sì conta 1, no conta 0, e la media è la quota di sì.

# %%
(contenuti["annota_nives"] == contenuti["annota_kamal"]).mean()

# %% [markdown] exercise="3.2" role="prompt" objective="B" minutes=2 kind="number" decimals=3
# ### Esercizio 3.2 · Quanto spesso non sono d'accordo
#
# Su quale quota di tutti i contenuti **non** sono d'accordo Kamal e Ginevra? Per chiedere «è diverso?» si scrive `!=`.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="3.2" role="answer"
### BEGIN SOLUTION
disaccordo = (contenuti["annota_kamal"] != contenuti["annota_ginevra"]).mean()
### END SOLUTION

# %% exercise="3.2" role="check"
check("3.2", disaccordo)

# %% exercise="3.2" role="alternative"
disaccordo = 1 - (contenuti["annota_kamal"] == contenuti["annota_ginevra"]).mean()

# %% exercise="3.2" role="wrong" mistake="accordo"
# Questa è la quota su cui sono d'accordo. Qui serve il contrario: quale segno chiede «è diverso?»?
disaccordo = (contenuti["annota_kamal"] == contenuti["annota_ginevra"]).mean()

# %% exercise="3.2" role="wrong" mistake="altra_coppia"
# Hai confrontato Nives con Kamal. Quali due colonne nomina la consegna?
disaccordo = (contenuti["annota_nives"] != contenuti["annota_kamal"]).mean()

# %% exercise="3.2" role="wrong" mistake="conteggio"
# Hai contato i testi. Una quota è una parte divisa per il tutto: quale comando usi al posto della somma?
disaccordo = (contenuti["annota_kamal"] != contenuti["annota_ginevra"]).sum()

# %% exercise="3.2" role="wrong" mistake="tipo_vero"
# Hai confrontato Ginevra con il tipo vero: così misuri i suoi errori. Con chi la confronta la consegna?
disaccordo = (contenuti["tipo"] != contenuti["annota_ginevra"]).mean()

# %% exercise="3.2" role="wrong" mistake="riga_per_riga"
# Hai un sì o un no per ogni testo. Quale comando ne fa una quota sola?
disaccordo = contenuti["annota_kamal"] != contenuti["annota_ginevra"]

# %% [markdown] exercise="3.2" role="hint"
# Copia la riga di Nives e Kamal. Quali nomi di colonna cambiano? E quale segno?

# %% [markdown] exercise="3.2" role="hint"
# `disaccordo = (contenuti["annota_kamal"] … contenuti[…]).mean()`. Al posto dei primi puntini va `!=`.

# %% [markdown] minutes=1
# Essere d'accordo non vuol dire avere ragione. Sui gemelli i tre lettori danno la stessa risposta due volte, perché il testo è
# lo stesso, ma i tipi sono due: una volta su due hanno torto per forza. È un limite del **testo**, non delle persone.

# %% [markdown] minutes=3
# ## 3. I segni dello stile
#
# Da che cosa hai capito che un testo era uno spot? Forse dal prezzo, o dai punti esclamativi. `.str` permette di lavorare
# sui testi di una colonna: `.str.contains("€", regex=False)` risponde sì o no per ogni riga. La parte `regex=False` dice
# di cercare proprio quel segno, così com'è. Fra i testi con un prezzo in euro, quanti sono outbound?

# %%
con_euro = contenuti[contenuti["testo"].str.contains("€", regex=False)]
euro_outbound = (con_euro["tipo"] == "outbound").mean()
euro_outbound

# %% [markdown]
# Il prezzo è un indizio forte ({{ pct(euro_outbound, 0) }}), ma non una prova. Per rifare un conto su casi diversi si scrive
# una **funzione**. La prima riga, con `def`, dà un nome al conto; il nome fra parentesi sta al posto di ciò che le darai ogni
# volta. `return` dice che cosa restituisce. Le righe sotto `def` sono rientrate di quattro spazi: fanno parte della funzione.
# Questa misura quanto sono lunghi i testi di un tipo:


# %%
def lunghezza_media(tipo):
    righe = contenuti[contenuti["tipo"] == tipo]
    return righe["testo"].str.len().mean()


lunghezza_media("inbound"), lunghezza_media("outbound")

# %% [markdown]
# La stessa funzione, chiamata due volte. `.str.len()` conta i caratteri: gli inbound sono in media più lunghi.

# %% [markdown] exercise="3.3" role="prompt" objective="B" minutes=4 kind="function"
# ### Esercizio 3.3 · Una funzione per ogni segno
#
# Completa la funzione: riceve un segno, come `"€"`, e restituisce la quota di outbound **fra i testi che lo contengono**. Nel
# filtro usa `segno` senza virgolette, e lascia `regex=False`. Se togli i segni `#`, le righe devono restare allineate ai tre
# puntini.
#
# **Forma:** una funzione con un argomento, che restituisce un numero fra 0 e 1.

# %% exercise="3.3" role="answer"
def quota_outbound(segno):
    ### BEGIN SOLUTION
    con_segno = contenuti[contenuti["testo"].str.contains(segno, regex=False)]
    return (con_segno["tipo"] == "outbound").mean()
    ### END SOLUTION
    # con_segno = contenuti[contenuti["testo"].str.contains(______, regex=False)]
    # return (con_segno[______] == ______).mean()


# %% exercise="3.3" role="check"
check("3.3", quota_outbound)

# %% exercise="3.3" role="probes"
[("€",), ("!",), ("?",), ("gratis",)]

# %% exercise="3.3" role="hidden"
[("#",), ("come",)]

# %% exercise="3.3" role="wrong" mistake="denominatore"
# Hai calcolato quanti outbound hanno il segno. Qui il tutto sono i testi **con il segno**: quale filtro viene per primo?
def quota_outbound(segno):
    solo_outbound = contenuti[contenuti["tipo"] == "outbound"]
    return solo_outbound["testo"].str.contains(segno, regex=False).mean()


# %% exercise="3.3" role="wrong" mistake="sempre_euro"
# La funzione cerca sempre «€», qualunque segno riceva. Che cosa va scritto al suo posto, senza virgolette?
def quota_outbound(segno):
    con_segno = contenuti[contenuti["testo"].str.contains("€", regex=False)]
    return (con_segno["tipo"] == "outbound").mean()


# %% exercise="3.3" role="wrong" mistake="fra_virgolette"
# Hai scritto `"segno"` fra virgolette: la funzione cerca proprio la parola «segno». Che cosa devi togliere?
def quota_outbound(segno):
    con_segno = contenuti[contenuti["testo"].str.contains("segno", regex=False)]
    return (con_segno["tipo"] == "outbound").mean()


# %% exercise="3.3" role="wrong" mistake="inbound"
# Questa è la quota di inbound. Quale tipo chiede la consegna?
def quota_outbound(segno):
    con_segno = contenuti[contenuti["testo"].str.contains(segno, regex=False)]
    return (con_segno["tipo"] == "inbound").mean()


# %% exercise="3.3" role="wrong" mistake="conteggio"
# La funzione conta i testi. Per una quota, quale comando prende il posto di `sum`?
def quota_outbound(segno):
    con_segno = contenuti[contenuti["testo"].str.contains(segno, regex=False)]
    return (con_segno["tipo"] == "outbound").sum()


# %% exercise="3.3" role="wrong" mistake="senza_return"
# La funzione fa il conto ma non restituisce niente. Quale parola apre l'ultima riga?
def quota_outbound(segno):
    con_segno = contenuti[contenuti["testo"].str.contains(segno, regex=False)]
    quota = (con_segno["tipo"] == "outbound").mean()


# %% exercise="3.3" role="wrong" mistake="tutti"
# Hai filtrato i testi, ma poi hai fatto la media su tutta la tabella. Di quale tabella va presa la colonna `tipo`?
def quota_outbound(segno):
    con_segno = contenuti[contenuti["testo"].str.contains(segno, regex=False)]
    return (contenuti["tipo"] == "outbound").mean()


# %% [markdown] exercise="3.3" role="hint"
# Dentro la funzione vanno le due righe di «€», con `segno` al posto di `"€"` e con `regex=False`.

# %% [markdown] exercise="3.3" role="hint"
# Nell'ultima riga `return` sta davanti al conto: `return (con_segno["tipo"] == …).mean()`.

# %% [markdown] minutes=1
# Il comando `markers`, del pacchetto del corso, conta una ventina di segni come questi. Ecco, per ciascuno, la quota di
# outbound fra i testi che lo hanno; fra parentesi, quanti sono. I nomi si capiscono quasi tutti: gli *inviti* sono frasi
# come «passa in negozio», il *ragionamento* sono parole come «perché» e «di solito», l'*elenco* sono righe con il trattino.

# %% jupyter={"source_hidden": true}
import matplotlib.pyplot as plt

from kit.formats import it, pct
from kit.plots import PALETTE
from kit.text import markers

presenti = markers(contenuti["testo"]).drop(columns=["parole", "gulpease"]) > 0
e_outbound = contenuti["tipo"] == "outbound"
nomi_segni = {segno: f"{segno.replace('_', ' ')} ({presenti[segno].sum()})" for segno in presenti}
quote_segni = pd.Series({nomi_segni[segno]: e_outbound[presenti[segno]].mean() for segno in presenti}).sort_values()
figura, assi = plt.subplots(figsize=(8, 5.6))
assi.hlines(quote_segni.index, 0.5, quote_segni, color=PALETTE[0], linewidth=1)
assi.plot(quote_segni, quote_segni.index, "o", color=PALETTE[1])
assi.axvline(0.5, color=PALETTE[0], linestyle="--")
assi.set_xlim(0, 1)
assi.set_xlabel("quota di outbound fra i testi con quel segno (al centro: nessun indizio)")
italian_axis(assi, x="percent")
show(
    figura,
    alt="Un punto per ogni segno dello stile (fra parentesi quanti testi lo hanno), in ordine: "
    + ", ".join(f"{segno} {pct(quota, 0)}" for segno, quota in quote_segni.items())
    + ". Nessuno arriva a 0 o a 100 %.",
    summary=f"Il segno più inbound è «{quote_segni.index[0]}» ({pct(quote_segni.iloc[0], 0)} di outbound), il più outbound è "
    f"«{quote_segni.index[-1]}» ({pct(quote_segni.iloc[-1], 0)}). Nessuno è una prova.",
)

# %% [markdown] minutes=4
# ## 4. Un classificatore e le sue ragioni
#
# Nessun segno basta da solo. Un **classificatore** li mette insieme: guarda molti esempi già etichettati e impara quanto
# pesa ogni segno. `fit` (addestra) vuole i testi e le loro etichette.

# %%
from kit.text import ContentClassifier, explain

modello = ContentClassifier("markers").fit(contenuti["testo"], contenuti["tipo"])
annuncio = "Solo per oggi: zaino a 49,90 €! Prima allenta gli spallacci, poi passa a provarlo."
explain(modello, annuncio)

# %% [markdown]
# Ogni segno spinge da una parte (+, sottolineato pieno) o dall'altra (−, sottolineato a puntini). Si parte da un punteggio
# iniziale e si aggiungono le spinte: se il totale supera zero, il modello dice outbound. (*Parole* è la lunghezza del
# testo.) Queste sono le ragioni **del modello**. Non dicono perché una persona compra.
#
# ### Quanto è bravo davvero?
#
# Un modello si giudica su testi che non ha visto. Si fanno cinque mucchi: si impara su quattro, si prova sul quinto, e si
# ripete finché ogni mucchio è stato provato. Ma come si fanno i mucchi?
#
# - *A caso*, mescolando tutto.
# - *Per famiglia*. Una **famiglia** sono i testi scritti con lo stesso stampo: per esempio quelli dei saldi. Una famiglia intera
#   sta sempre in un mucchio solo.
#
# Addestriamo un classificatore che guarda le parole e misuriamo l'*accuratezza*, cioè la quota di testi indovinati, nei due modi.

# %%
from kit.text import grouped_scores

parole = ContentClassifier("words")
testi = contenuti["testo"]
tipi = contenuti["tipo"]
famiglie = contenuti["famiglia_id"]
punteggi_parole = grouped_scores(parole, testi, tipi, famiglie)
punteggi_parole["accuratezza"]

# %% [markdown]
# (*Pieghe* è il nome tecnico dei mucchi.) Con i mucchi a caso, quasi ogni testo provato ha dei «fratelli» fra quelli già visti:
# in parte il modello riconosce lo stampo, invece del tipo. È come studiare sulle domande dell'esame. Ecco la stessa prova con i
# soli segni dello stile.

# %%
segni = ContentClassifier("markers")
punteggi_segni = grouped_scores(segni, testi, tipi, famiglie)
punteggi_segni["accuratezza"]

# %% [markdown] exercise="3.4" role="prompt" objective="C" minutes=3 kind="number" decimals=3
# ### Esercizio 3.4 · Il numero da mettere nel rapporto
#
# Il mese prossimo arriveranno testi di uno **stampo nuovo**, mai visto. Nives userà il classificatore che guarda le parole.
# Quale quota di testi indovinati può promettere a Tullio? Prendi il numero dalla tabella giusta, con il nome della riga fra
# parentesi quadre: `tabella["colonna"]["riga"]`.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="3.4" role="answer"
### BEGIN SOLUTION
quota_promessa = punteggi_parole["accuratezza"]["per famiglia"]
### END SOLUTION
# quota_promessa = ______["accuratezza"][______]

# %% exercise="3.4" role="check"
check("3.4", quota_promessa)

# %% exercise="3.4" role="wrong" mistake="a_caso"
# Questo numero viene dai mucchi a caso: il modello aveva già visto testi dello stesso stampo. Con uno stampo nuovo, quale riga
# vale?
quota_promessa = punteggi_parole["accuratezza"]["a caso"]

# %% exercise="3.4" role="wrong" mistake="segni"
# Questo è il classificatore che guarda i segni. Quale userà Nives?
quota_promessa = punteggi_segni["accuratezza"]["per famiglia"]

# %% exercise="3.4" role="wrong" mistake="media"
# Hai fatto la media delle due righe. Una delle due però non c'entra con uno stampo nuovo: quale va tenuta?
quota_promessa = punteggi_parole["accuratezza"].mean()

# %% exercise="3.4" role="wrong" mistake="differenza"
# Questa è la differenza: dice quanto i mucchi a caso abbelliscono il risultato. La consegna chiede una quota di testi indovinati.
# Quale delle due?
quota_promessa = punteggi_parole["accuratezza"]["a caso"] - punteggi_parole["accuratezza"]["per famiglia"]

# %% exercise="3.4" role="wrong" mistake="testi_gia_visti"
# Hai provato il modello sugli stessi testi da cui ha imparato. Quanto indovinerà su testi mai visti?
gia_visti = ContentClassifier("words").fit(contenuti["testo"], contenuti["tipo"]).predict(contenuti["testo"])
quota_promessa = (gia_visti == contenuti["tipo"]).mean()

# %% [markdown] exercise="3.4" role="hint"
# Due domande: quale classificatore, parole o segni? E quale riga vale quando lo stampo è nuovo?

# %% [markdown] exercise="3.4" role="hint"
# Parti da `punteggi_parole["accuratezza"]` e aggiungi il nome della riga, fra virgolette e parentesi quadre.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# I mucchi a caso promettono troppo ({{ pct(punteggi_parole["accuratezza"]["a caso"], 0) }}): per famiglia si scende
# ({{ pct(punteggi_parole["accuratezza"]["per famiglia"], 0) }}). Il modello dei segni sa meno cose, ma si fa ingannare meno:
# sugli stampi nuovi indovina più spesso ({{ pct(punteggi_segni["accuratezza"]["per famiglia"], 0) }}). Inoltre tutti questi
# testi li ha scritti una mano sola: su testi veri può andare peggio.
#
# </details>

# %% [markdown] minutes=4
# ## 5. Formativi o «dispotici»?
#
# Secondo il testo di partenza, chi interrompe è prepotente. Tre persone hanno dato a ogni contenuto un voto di `pressione`,
# da 1 (non preme) a 5 (preme molto); la colonna ha la media. Chiamiamo *preme* un testo da 3 in su.

# %%
contenuti["preme"] = contenuti["pressione"] >= 3
contenuti.groupby("tipo")["preme"].mean()

# %% [markdown]
# La tendenza c'è, la regola no: molti outbound non premono
# ({{ pct(1 - contenuti[contenuti["tipo"] == "outbound"]["preme"].mean(), 0) }}), e qualche inbound preme. Premere però
# serve? **Tono e risultato sono due domande diverse.**

# %%
per_tono = contenuti.groupby("preme")[["clic", "vendite"]].sum()
per_tono["vendite"] / per_tono["clic"]

# %% [markdown]
# Sembra che chi preme venda meno per ogni clic. Ma chi preme è quasi sempre outbound, e lì le persone sono meno interessate:
# è un fattore nascosto, come nella lezione 01. Confrontiamo a parità di incontro: solo i contenuti sponsorizzati.

# %%
sponsorizzati = contenuti[contenuti["incontro"] == "sponsorizzato"]
tono_sponsorizzati = sponsorizzati.groupby("preme")[["clic", "vendite"]].sum()
tono_sponsorizzati["vendite"] / tono_sponsorizzati["clic"]

# %% jupyter={"source_hidden": true}
from kit.inference import rate_difference

conti = tono_sponsorizzati.astype(int).to_dict("index")
scarto = rate_difference(conti[True]["vendite"], conti[True]["clic"], conti[False]["vendite"], conti[False]["clic"])
ordine = ["cercato", "seguito", "suggerito", "sponsorizzato", "interruzione"]
iniziati_da_loro = contenuti[contenuti["incontro"].isin(["cercato", "seguito"])]
volte = contenuti[contenuti["incontro"].isin(["sponsorizzato", "interruzione"])]["raggiunte"].sum() / iniziati_da_loro["raggiunte"].sum()
voti = contenuti.groupby(["incontro", "preme"])[["voti", "voti_fastidio"]].sum()
fastidio = (voti["voti_fastidio"] / voti["voti"]).unstack().reindex(ordine)
figura, assi = plt.subplots(figsize=(8, 3.6))
posti = range(len(ordine))
assi.bar([posto - 0.2 for posto in posti], fastidio[False], width=0.38, color=PALETTE[1], label="non preme")
assi.bar([posto + 0.2 for posto in posti], fastidio[True], width=0.38, color=PALETTE[2], label="preme")
assi.set_xticks(posti, ordine)
assi.set_ylabel("trova fastidioso il contenuto")
assi.legend(loc="upper left")
italian_axis(assi, y="percent")
show(
    figura,
    alt="Barre: quota di chi trova fastidioso il contenuto, per incontro, se il testo non preme e se preme. "
    + "; ".join(f"{nome} {pct(fastidio[False][nome], 0)} e {pct(fastidio[True][nome], 0)}" for nome in ordine)
    + ".",
    summary="A parità di incontro, il testo che preme dà più fastidio. E chi è interrotto si infastidisce più di chi ha cercato.",
)

# %% [markdown]
# L'intervallo della differenza va da {{ it(100 * scarto.limite_inf, 1) }} a {{ it(100 * scarto.limite_sup, 1) }} vendite
# ogni 100 clic: lo zero è dentro. Qui premere dà più fastidio, e non si vede che faccia vendere di più.
#
# Un altro testo del corso dice che oggi non si **interrompe** più: la relazione la cominciano le persone. Il grafico dà un
# motivo per preferirlo: chi ha cercato o scelto di seguire si infastidisce meno. Ma c'è un prezzo: gli incontri cominciati
# dall'azienda hanno raggiunto circa {{ it(volte, 0) }} volte tante persone.
#
# ### Chi risolve un problema
#
# Il testo di partenza consiglia storie che risolvono problemi. Ogni `tema` è un argomento, spesso un problema di chi legge;
# `soluzione` vale 1 se il contenuto dà la risposta, 0 se parla d'altro o dice soltanto «compra questo». La danno molti inbound
# ({{ pct(contenuti[contenuti["tipo"] == "inbound"]["soluzione"].mean(), 0) }}) e pochi outbound
# ({{ pct(contenuti[contenuti["tipo"] == "outbound"]["soluzione"].mean(), 0) }}): che l'inbound insegni è vero spesso, non sempre.
# Quali problemi restano più spesso senza risposta?

# %%
risposte_per_tema = contenuti.groupby("tema")["soluzione"].mean()
risposte_per_tema.sort_values().head(3)

# %% [markdown]
# Sul tema «{{ risposte_per_tema.idxmin() }}» pochi contenuti danno una risposta ({{ pct(risposte_per_tema.min(), 0) }}): forse è
# un posto per un nuovo tutorial, se qualcuno lo cerca. E uno spot può essere utile? Guardiamo gli outbound, senza soluzione (0) e
# con (1).

# %%
solo_outbound = contenuti[contenuti["tipo"] == "outbound"]
giudizi = solo_outbound.groupby("soluzione")[["voti", "voti_utile", "voti_fastidio"]].sum()
giudizi["voti_utile"] / giudizi["voti"]

# %% [markdown]
# Con una soluzione, uno spot è giudicato utile molto più spesso ({{ pct((giudizi["voti_utile"] / giudizi["voti"])[1], 0) }}
# dei voti invece di {{ pct((giudizi["voti_utile"] / giudizi["voti"])[0], 0) }}), e fastidioso meno spesso
# ({{ pct((giudizi["voti_fastidio"] / giudizi["voti"])[1], 0) }} invece di
# {{ pct((giudizi["voti_fastidio"] / giudizi["voti"])[0], 0) }}). Anche la pubblicità può essere utile e non invadente.
# «Dispotico» descrive un modo di scrivere, non un destino dell'outbound.

# %% [markdown] minutes=2
# ## 6. Pagato: lo dice o lo nasconde?
#
# Per il testo di partenza un tutorial può avere dentro un invito a comprare che non si nota: un istruttore nomina sempre lo
# stesso attrezzo. Se è stato pagato, è una **sponsorizzazione**. Guardiamo i **creator**, cioè chi pubblica per un suo
# pubblico: c'è chi non è pagato, chi lo dichiara e chi lo nasconde.

# %%
creator = contenuti[contenuti["chi_pubblica"] == "creator"]
vendite_creator = creator.groupby("sponsorizzazione")[["clic", "vendite"]].sum()
vendite_su_clic = vendite_creator["vendite"] / vendite_creator["clic"]
vendite_su_clic

# %% [markdown]
# Oggi chi nasconde vende di più: {{ it(100 * vendite_su_clic["non dichiarata"], 1) }} vendite ogni 100 clic, contro
# {{ it(100 * vendite_su_clic["dichiarata"], 1) }} di chi dichiara. E dopo? A quaranta *follower* di ogni creator, cioè
# persone che lo seguono, è stato chiesto quanto si fidano, da 1 a 10: prima del post (`fiducia_prima`) e tre mesi dopo
# (`fiducia_dopo`).

# %% [markdown] exercise="3.5" role="prompt" objective="D" minutes=3 kind="series" decimals=3
# ### Esercizio 3.5 · La fiducia dopo tre mesi
#
# Crea in `creator` la colonna `cambio`: fiducia **dopo meno prima**. Poi fanne la media per ogni valore di `sponsorizzazione`.
# Lascia com'è la prima riga: `.copy()` fa di `creator` una tabella a sé, a cui si può aggiungere una colonna.
#
# **Forma:** tre numeri, uno per gruppo, come li dà `groupby`. Possono essere negativi.

# %% exercise="3.5" role="answer"
creator = contenuti[contenuti["chi_pubblica"] == "creator"].copy()
### BEGIN SOLUTION
creator["cambio"] = creator["fiducia_dopo"] - creator["fiducia_prima"]
cambio_fiducia = creator.groupby("sponsorizzazione")["cambio"].mean()
### END SOLUTION
# creator["cambio"] = creator[______] - creator[______]
# cambio_fiducia = creator.groupby(______)[______].mean()

# %% exercise="3.5" role="check"
check("3.5", cambio_fiducia)

# %% exercise="3.5" role="alternative"
medie = contenuti.groupby("sponsorizzazione")[["fiducia_prima", "fiducia_dopo"]].mean()
cambio_fiducia = medie["fiducia_dopo"] - medie["fiducia_prima"]

# %% exercise="3.5" role="wrong" mistake="solo_dopo"
# Questa è la fiducia tre mesi dopo. Ma i gruppi erano diversi già prima: che cosa devi togliere?
cambio_fiducia = creator.groupby("sponsorizzazione")["fiducia_dopo"].mean()

# %% exercise="3.5" role="wrong" mistake="ordine"
# Hai fatto prima meno dopo: una perdita diventa un guadagno. Quale colonna va scritta per prima?
cambio_fiducia = (creator["fiducia_prima"] - creator["fiducia_dopo"]).groupby(creator["sponsorizzazione"]).mean()

# %% exercise="3.5" role="wrong" mistake="somma"
# Hai sommato i cambi. I gruppi non sono grandi uguali: quale comando dà il cambio medio?
cambio_fiducia = (creator["fiducia_dopo"] - creator["fiducia_prima"]).groupby(creator["sponsorizzazione"]).sum()

# %% exercise="3.5" role="wrong" mistake="rapporto"
# Hai diviso la fiducia di dopo per quella di prima. La consegna dice «dopo meno prima»: quale segno serve?
cambio_fiducia = (creator["fiducia_dopo"] / creator["fiducia_prima"]).groupby(creator["sponsorizzazione"]).mean()

# %% exercise="3.5" role="wrong" mistake="per_tipo"
# Hai raggruppato per tipo di contenuto. Quale colonna dice se la sponsorizzazione è dichiarata?
cambio_fiducia = (creator["fiducia_dopo"] - creator["fiducia_prima"]).groupby(creator["tipo"]).mean()

# %% [markdown] exercise="3.5" role="hint"
# Prima riga: `creator["cambio"] = creator["fiducia_dopo"] - …`.

# %% [markdown] exercise="3.5" role="hint"
# Seconda riga: `creator.groupby("sponsorizzazione")[…].mean()`, con il nome della colonna nuova.

# %% [markdown] minutes=2
# <details><summary>Quando hai risposto, apri qui</summary>
#
# La fiducia cambia in media di {{ it(cambio_fiducia["non dichiarata"], 1) }} punti per chi nasconde e di
# {{ it(cambio_fiducia["dichiarata"], 1) }} per chi dichiara. E il post successivo dello stesso autore
# porta in media {{ it(creator.groupby("sponsorizzazione")["vendite_post_dopo"].mean()["non dichiarata"], 1) }} vendite a chi
# ha nascosto, {{ it(creator.groupby("sponsorizzazione")["vendite_post_dopo"].mean()["dichiarata"], 1) }} a chi ha
# dichiarato. In questi dati, al vantaggio di oggi segue una perdita domani.
#
# </details>
#
# **Che cosa chiede la legge.** In Italia la pubblicità deve essere riconoscibile come tale. Per il Codice del consumo
# nascondere lo scopo commerciale di un messaggio è una pratica scorretta, e l'Autorità garante della concorrenza e del
# mercato può dare una multa. Vale anche per chi riceve un prodotto in regalo in cambio di un post. In pratica: una scritta
# chiara, come «pubblicità», che si veda subito, e non in fondo a una fila di *hashtag*, le parole con il cancelletto.

# %% [markdown] minutes=4
# ## 7. Farsi conoscere, e vendere nel tempo
#
# Torniamo ai 1.000 euro. Guardiamo solo i contenuti pubblicati da Fiatolungo, perché creator e clienti lavorano in parte a
# spese loro. Prima domanda: quanto costa raggiungere una persona che **non conosceva** Fiatolungo (colonna `nuove`)?

# %%
nostri = contenuti[contenuti["chi_pubblica"] == "azienda"]
per_incontro = nostri.groupby("incontro")[["costo", "nuove", "vendite"]].sum()
per_incontro["costo"] / per_incontro["nuove"]

# %% [markdown]
# Una persona nuova costa {{ euro((per_incontro["costo"] / per_incontro["nuove"])["sponsorizzato"]) }} con un contenuto
# sponsorizzato e {{ euro((per_incontro["costo"] / per_incontro["nuove"])["cercato"]) }} con uno cercato. Per farsi conoscere
# lo spot costa meno, come dice anche il testo di partenza. Una vendita invece?

# %%
per_incontro["costo"] / per_incontro["vendite"]

# %% [markdown]
# Qui l'ordine si rovescia: {{ euro((per_incontro["costo"] / per_incontro["vendite"])["cercato"], 0) }} con i contenuti
# cercati, {{ euro((per_incontro["costo"] / per_incontro["vendite"])["sponsorizzato"], 0) }} con gli sponsorizzati. I
# contenuti seguiti parlano a chi ci conosce già: coltivano una relazione, e ogni vendita costa più che con i cercati. Ma **quando**
# arrivano le vendite? Lo dice un'altra tabella, con una riga per contenuto e per settimana dalla pubblicazione.

# %%
settimane = load("contenuti_settimane")
settimane.head(3)

# %% [markdown]
# Qui il tipo non c'è. L'**unione** (`merge`) cerca, per ogni riga, la riga dell'altra tabella con lo stesso codice `contenuto`, e ne
# attacca le colonne. Prima e dopo conta le righe: devono restare uguali, altrimenti qualcosa si è perso o ripetuto.

# %%
insieme = settimane.merge(contenuti[["contenuto", "tipo", "chi_pubblica"]], on="contenuto")
len(settimane), len(insieme)

# %% [markdown]
# I due tipi sono usciti negli stessi mesi? Se tutti gli spot fossero usciti a maggio, il confronto sarebbe falsato.
# `.dt.month` prende il mese da una data. Ecco la quota di outbound, mese per mese.

# %%
per_mese = nostri["data"].dt.month.value_counts()
nostri_outbound = nostri[nostri["tipo"] == "outbound"]
outbound_per_mese = nostri_outbound["data"].dt.month.value_counts()
(outbound_per_mese / per_mese).sort_index()

# %% [markdown]
# Da gennaio (1) a settembre (9) la quota di outbound cambia poco, e non c'è un mese di soli spot. Ora dividiamo le vendite
# di dodici settimane per quanto si è speso, tipo per tipo.

# %%
insieme_nostri = insieme[insieme["chi_pubblica"] == "azienda"]
spesa = nostri.groupby("tipo")["costo"].sum()
resa_12 = insieme_nostri.groupby("tipo")["vendite"].sum() / spesa * 1000
resa_12

# %% [markdown]
# Sono le vendite ogni 1.000 euro spesi.

# %% [markdown] exercise="3.6" role="prompt" objective="E" minutes=3 kind="series" decimals=2
# ### Esercizio 3.6 · Le prime tre settimane
#
# La gara è fra tre settimane. Rifai il conto delle vendite ogni 1.000 euro, ma solo con le settimane **fino alla terza
# compresa**. «Minore o uguale» si scrive `<=`. La spesa resta quella di prima, in `spesa`.
#
# **Forma:** due numeri, uno per tipo, come li dà `groupby`.

# %% exercise="3.6" role="answer"
### BEGIN SOLUTION
prime_tre = insieme_nostri[insieme_nostri["settimana"] <= 3]
resa_3 = prime_tre.groupby("tipo")["vendite"].sum() / spesa * 1000
### END SOLUTION
# prime_tre = insieme_nostri[insieme_nostri[______] <= ______]
# resa_3 = prime_tre.groupby(______)[______].sum() / spesa * 1000

# %% exercise="3.6" role="check"
check("3.6", resa_3)

# %% exercise="3.6" role="wrong" mistake="due_settimane"
# Hai tenuto solo le prime due settimane. «Fino alla terza compresa» vuole anche la terza: quale segno manca?
prime_tre = insieme_nostri[insieme_nostri["settimana"] < 3]
resa_3 = prime_tre.groupby("tipo")["vendite"].sum() / spesa * 1000

# %% exercise="3.6" role="wrong" mistake="terza_sola"
# Hai tenuto solo la terza settimana. Servono tutte quelle fino alla terza: quale segno va nel filtro?
prime_tre = insieme_nostri[insieme_nostri["settimana"] == 3]
resa_3 = prime_tre.groupby("tipo")["vendite"].sum() / spesa * 1000

# %% exercise="3.6" role="wrong" mistake="tutte"
# Queste sono le vendite di tutte e dodici le settimane. Quale filtro tiene solo le prime tre?
resa_3 = insieme_nostri.groupby("tipo")["vendite"].sum() / spesa * 1000

# %% exercise="3.6" role="wrong" mistake="senza_spesa"
# Queste sono le vendite, ma i due tipi non hanno speso uguale. Per che cosa vanno divise?
prime_tre = insieme_nostri[insieme_nostri["settimana"] <= 3]
resa_3 = prime_tre.groupby("tipo")["vendite"].sum()

# %% exercise="3.6" role="wrong" mistake="per_un_euro"
# Hai calcolato le vendite per un euro. La consegna le chiede ogni 1.000: per che cosa moltiplichi?
prime_tre = insieme_nostri[insieme_nostri["settimana"] <= 3]
resa_3 = prime_tre.groupby("tipo")["vendite"].sum() / spesa

# %% exercise="3.6" role="wrong" mistake="tutti_gli_autori"
# Hai contato anche le vendite di creator e clienti, ma diviso per la sola spesa di Fiatolungo. Da quale tabella devi partire?
prime_tre = insieme[insieme["settimana"] <= 3]
resa_3 = prime_tre.groupby("tipo")["vendite"].sum() / spesa * 1000

# %% exercise="3.6" role="wrong" mistake="costo_ripetuto"
# Hai unito anche il costo e lo hai sommato: così ogni contenuto lo conta una volta per settimana. La spesa giusta è già in `spesa`:
# come la usi?
con_costo = insieme_nostri.merge(contenuti[["contenuto", "costo"]], on="contenuto")
prime_tre = con_costo[con_costo["settimana"] <= 3].groupby("tipo")[["vendite", "costo"]].sum()
resa_3 = prime_tre["vendite"] / prime_tre["costo"] * 1000

# %% exercise="3.6" role="wrong" mistake="clic"
# Hai sommato i clic. La consegna parla di vendite: quale colonna serve?
prime_tre = insieme_nostri[insieme_nostri["settimana"] <= 3]
resa_3 = prime_tre.groupby("tipo")["clic"].sum() / spesa * 1000

# %% [markdown] exercise="3.6" role="hint"
# Due passi: prima il filtro sulla colonna `settimana`, poi il conto di `resa_12` sulla tabella filtrata.

# %% [markdown] exercise="3.6" role="hint"
# Filtro: `prime_tre = insieme_nostri[insieme_nostri["settimana"] <= …]`.

# %% [markdown] minutes=1
# Fra la terza e la dodicesima settimana qualcosa cambia. A sinistra le persone raggiunte in ogni settimana; a destra le vendite
# **accumulate**, cioè tutto ciò che è stato venduto fin lì.

# %% jupyter={"source_hidden": true}
solo_inbound = insieme_nostri[insieme_nostri["tipo"] == "inbound"]
accumulate_inbound = solo_inbound.groupby("settimana")["vendite"].sum().cumsum() / spesa["inbound"] * 1000
solo_outbound = insieme_nostri[insieme_nostri["tipo"] == "outbound"]
accumulate_outbound = solo_outbound.groupby("settimana")["vendite"].sum().cumsum() / spesa["outbound"] * 1000
accumulate_outbound = accumulate_outbound.reindex(range(1, 13)).ffill()
dopo_il_sorpasso = accumulate_inbound[accumulate_inbound > accumulate_outbound]
sorpasso = int(dopo_il_sorpasso.index.min())
persone = insieme_nostri.pivot_table(index="settimana", columns="tipo", values="raggiunte", aggfunc="sum", fill_value=0)
persone = persone / spesa * 1000
figura, (sinistra, destra) = plt.subplots(1, 2, figsize=(10, 3.9))
for posto, tipo in enumerate(["inbound", "outbound"]):
    sinistra.plot(persone[tipo], color=PALETTE[posto + 1], label=tipo)
destra.plot(accumulate_inbound, color=PALETTE[1], label="inbound")
destra.plot(accumulate_outbound, color=PALETTE[2], label="outbound")
for assi in (sinistra, destra):
    assi.axvline(3, color=PALETTE[0], linestyle=":", linewidth=1.5)
    assi.set_xticks(range(1, 13))
    assi.set_ylim(0)
    assi.set_xlabel("settimana dalla pubblicazione")
destra.annotate("il giorno della gara", (3, 2), xytext=(6, 0), textcoords="offset points")
sinistra.set_title("Persone raggiunte, ogni 1.000 euro")
destra.set_title("Vendite fin lì, ogni 1.000 euro")
sinistra.legend(loc="upper right")
destra.legend(loc="lower right")
show(
    figura,
    alt="Due grafici a linee, settimana per settimana, ogni 1.000 euro. A sinistra le persone raggiunte: l'outbound parte da "
    f"{it(persone['outbound'][1])} e dalla quarta settimana è a zero, l'inbound va da {it(persone['inbound'][1])} a "
    f"{it(persone['inbound'][12])}. A destra le vendite accumulate: l'outbound sale in fretta per tre settimane e poi resta fermo a "
    f"{it(accumulate_outbound[12], 1)}; l'inbound sale piano ogni settimana fino a {it(accumulate_inbound[12], 1)}.",
    summary="L'outbound raggiunge molta gente, per tre settimane. Nelle vendite è avanti il giorno della gara; poi si ferma, e "
    f"l'inbound lo supera alla settimana {sorpasso}.",
)

# %% [markdown]
# Uno spot vende finché lo si paga. Un contenuto che si fa trovare continua a lavorare. **L'outbound è la scelta giusta quando
# serve farsi conoscere, o vendere, entro una data vicina.** L'inbound è la scelta giusta quando c'è tempo.

# %% [markdown] minutes=4
# ## Muovi: riscrivi un annuncio
#
# Nella casella c'è un annuncio. Riscrivilo: togli la fretta, togli il prezzo, spiega qualcosa. Poi premi **Tab**, o fai clic
# fuori dalla casella, e guarda come si sposta il punteggio del modello. Infine cambia l'incontro: che cosa si muove, e che
# cosa no? (Con la tastiera: freccia su per tornare alla cella, poi Tab.)

# %% jupyter={"source_hidden": true}
from kit.plots import picture
from kit.widgets import choice, explore, text

CHI_CERCA = {
    "cercato": "è inbound: la persona lo ha cercato",
    "seguito": "è inbound: la persona ha scelto di seguirti",
    "sponsorizzato": "è outbound: qualcuno ha pagato per mostrarlo",
    "interruzione": "è outbound: arriva mentre la persona fa altro",
}


def riscrivi(testo, incontro):
    ragioni = explain(modello, testo)
    if ragioni.note:
        return f"Il modello non decide: {ragioni.note}. Scrivi almeno una frase in italiano."
    forti = ragioni.table.head(8)
    nomi = forti["elemento"].str.replace("_", " ")
    etichette, spinte = [*nomi, "partenza"], [*forti["contributo"], ragioni.start]
    colori = [PALETTE[2] if spinta > 0 else PALETTE[1] for spinta in spinte]
    figura, assi = plt.subplots(figsize=(8, 3.4))
    assi.barh(etichette, spinte, color=colori, hatch=["//" if spinta > 0 else "" for spinta in spinte])
    assi.invert_yaxis()
    assi.axvline(0, color=PALETTE[0])
    largo = max(3, *(abs(spinta) + 0.2 for spinta in spinte))
    assi.set_xlim(-largo, largo)
    assi.set_xlabel("← verso inbound        spinta di ogni segno        verso outbound →")
    italian_axis(assi, x="number", decimals=0)
    decisione = "outbound" if ragioni.score > 0 else "inbound"
    congiunzione = "E infatti" if CHI_CERCA[incontro].startswith(f"è {decisione}") else "Ma"
    frase = (
        f"Punteggio {it(ragioni.score, 1)}: dalle parole il modello dice {decisione} (probabilità di outbound "
        f"{pct(ragioni.probability, 1)}). {congiunzione} incontrato come «{incontro}» {CHI_CERCA[incontro]}."
    )
    spinte_dette = ", ".join(f"{nome} {it(spinta, 1)}" for nome, spinta in zip(etichette, spinte))
    return picture(figura, f"Barre delle spinte, sopra zero verso outbound: {spinte_dette}. {frase}", frase)


explore(
    riscrivi,
    testo=text("Il tuo testo", annuncio, rows=4),
    incontro=choice("Come lo incontrano", list(CHI_CERCA), value="sponsorizzato"),
)

# %% [markdown] minutes=1
# Le parole spostano il punteggio, l'incontro no: il modello non lo vede. Scrivere «bene» non trasforma uno spot in un
# tutorial: lo rende più gentile, e forse più utile.

# %% [markdown] minutes=1
# ## Che cosa rispondi a Tullio
#
# Dipende dalla data. Nelle prime tre settimane l'outbound vende di più per ogni euro. E con 1.000 euro fa conoscere il nome a
# circa {{ it(round((nostri.groupby("tipo")["nuove"].sum() / spesa * 1000)["outbound"], -2)) }} persone, contro le
# {{ it(round((nostri.groupby("tipo")["nuove"].sum() / spesa * 1000)["inbound"], -2)) }} dell'inbound, che comprende anche i
# contenuti seguiti: quelli parlano a chi ci conosce già. Per la gara Tullio ha ragione. Dalla settimana {{ it(sorpasso) }} in poi
# ha ragione Nives, e alla dodicesima i contenuti inbound sono a {{ it(accumulate_inbound[12], 0) }} vendite contro
# {{ it(accumulate_outbound[12], 0) }}. La proposta: uno spot per la gara, con un consiglio utile e senza pressione; e da subito
# un tutorial, così in primavera qualcuno lo troverà. L'avevi previsto?

# %% [markdown] minutes=3
# ## Controlla che cosa hai capito

# %% [markdown] quiz="3.a"
# Un video insegna ad allacciare le scarpe. Fiatolungo paga perché compaia a chi sta guardando altro. Che cos'è?
#
# - [ ] Inbound: insegna qualcosa.
#   > Lo stile è da tutorial, ma il video ha cercato la persona. Conta chi cerca chi.
# - [x] Outbound: è arrivato mentre la persona faceva altro.
#   > Esatto. Le stesse parole, cercate da qualcuno, sarebbero inbound.
# - [ ] Dipende da quanto è lungo.
#   > La lunghezza è un indizio dello stile, non il tipo.
#
# Un programma promette di riconoscere gli spot «nel 99 % dei casi». Che cosa chiedi per prima cosa?
#
# - [x] «Su quali testi lo avete provato? Erano dello stesso stampo di quelli usati per imparare?»
#   > Esatto. Con testi fratelli da tutte e due le parti il risultato è troppo bello.
# - [ ] «Quanti segni usa?»
#   > Utile, ma anche un modello con molti segni può aver soltanto riconosciuto lo stampo.
# - [ ] «Può arrivare al 100 %?»
#   > Con le sole parole non può: parole uguali hanno incontri diversi.
#
# I testi che premono vendono meno per ogni clic. A parità di incontro la differenza quasi scompare. Che cosa concludi?
#
# - [ ] Premere fa perdere vendite.
#   > La differenza veniva dall'incontro: chi preme è quasi sempre outbound.
# - [ ] Premere fa vendere.
#   > Non si vede un vantaggio, e in più il fastidio cresce.
# - [x] In questi dati premere dà più fastidio, e non si vede che cambi le vendite.
#   > Esatto. Tono e risultato sono due domande diverse.
#
# Una creator riceve in regalo un paio di scarpe, in cambio di un post. Che cosa deve fare?
#
# - [ ] Niente: non ha preso soldi.
#   > Un regalo in cambio di un post è un compenso: lo scopo commerciale va detto.
# - [ ] Scriverlo in fondo, dopo gli hashtag.
#   > Chi legge deve accorgersene subito: in fondo non lo vede quasi nessuno.
# - [x] Dire con chiarezza, all'inizio, che è pubblicità.
#   > Esatto. Lo chiede la legge, e in questi dati chi lo dice conserva la fiducia.
#
# Quando conviene l'outbound?
#
# - [ ] Mai: è prepotente.
#   > Molti outbound non premono, e per farsi conoscere costano meno.
# - [ ] Sempre: arriva a più persone.
#   > Arriva a molti che non sono interessati, e smette quando si smette di pagare.
# - [x] Quando serve farsi conoscere entro una data vicina.
#   > Esatto. Se c'è tempo, i contenuti che si fanno trovare rendono di più.

# %%
quiz("3.a")

# %% [markdown] minutes=2
# ## Che cosa non puoi concludere
#
# - **Dal testo al tipo.** Etichette e classificatore vedono le parole. Il tipo sta nell'incontro.
# - **Da questi testi ai tuoi.** Sono inventati e scritti da una mano sola. Prima di fidarti, prova il modello su testi tuoi.
# - **Che nascondere causi la sfiducia.** Nessuno ha tirato a sorte chi dichiara. Chi nasconde partiva già un po' più in basso:
#   confrontare prima e dopo aiuta, ma non basta.
# - **Che inbound faccia comprare.** Chi cerca era già interessato, e forse avrebbe comprato lo stesso. Qui non c'è un gruppo non
#   contattato, come nella lezione 01.
# - **Da una media al prossimo euro.** Il secondo spot raggiunge in parte le stesse persone: può rendere meno del primo.
# - **Oltre la dodicesima settimana.** Lì i dati finiscono.
# - **Privacy e piattaforme.** I testi delle persone restano loro: per raccoglierli servono un motivo previsto dalla legge (la *base giuridica*) e il rispetto
#   delle regole della piattaforma. Le persone che hanno votato qui sono inventate.
# - **Legge.** Questa lezione non è un parere legale. Le regole sugli influencer cambiano: controlla quelle in vigore.

# %% [markdown] minutes=1
# ## Mettiti alla prova
#
# Altri contenuti, altre settimane, altre domande: le tue. Esegui la cella qui sotto, poi quella che mostra la domanda di ogni
# esercizio. Nella tabella `settimane_prova` il tipo c'è già: non serve unire.

# %% role="load"
prova = load_variant("03")
contenuti_prova = prova["contenuti"]
settimane_prova = prova["settimane"]
contenuti_prova.head()

# %%
prova.domanda("incontro")

# %% [markdown] exercise="3.7" role="prompt" objective="A" minutes=2 kind="number" decimals=4 graded=true
# ### Esercizio 3.7 · La quota di un incontro
#
# Rispondi alla domanda qui sopra.
#
# **Forma:** un numero con 4 decimali, fra 0 e 1.

# %% exercise="3.7" role="answer"
### BEGIN SOLUTION
del_tipo = contenuti_prova[contenuti_prova["tipo"] == prova["tipo"]]
quota_incontro = (del_tipo["incontro"] == prova["incontro"]).mean()
### END SOLUTION

# %% exercise="3.7" role="check"
check("3.7", quota_incontro)

# %% exercise="3.7" role="wrong" mistake="su_tutti"
# Hai diviso per tutti i contenuti. La domanda dice fra quali: filtra prima quelle righe.
quota_incontro = (contenuti_prova["incontro"] == prova["incontro"]).mean()

# %% exercise="3.7" role="wrong" mistake="conteggio"
# Hai contato i contenuti. Una quota è una parte divisa per il tutto: quale comando la dà?
del_tipo = contenuti_prova[contenuti_prova["tipo"] == prova["tipo"]]
quota_incontro = (del_tipo["incontro"] == prova["incontro"]).sum()

# %% exercise="3.7" role="wrong" mistake="altri_incontri"
# Questa è la quota di tutti gli altri incontri. La domanda ne nomina uno: quale segno lo cerca?
del_tipo = contenuti_prova[contenuti_prova["tipo"] == prova["tipo"]]
quota_incontro = (del_tipo["incontro"] != prova["incontro"]).mean()

# %% [markdown] exercise="3.7" role="hint"
# Prima il filtro: quali contenuti stanno al denominatore?

# %% [markdown] exercise="3.7" role="hint"
# Poi, su quelle righe, chiedi con `==` se `incontro` è quello della domanda, e fanne la media: `(… == …).mean()`, come per Nives e
# Kamal nella sezione 2.

# %%
prova.domanda("segno")

# %% [markdown] exercise="3.8" role="prompt" objective="B" minutes=3 kind="number" decimals=4 graded=true
# ### Esercizio 3.8 · Un segno dello stile
#
# Rispondi alla domanda qui sopra. Nel filtro lascia `regex=False`.
#
# **Forma:** un numero con 4 decimali, fra 0 e 1.

# %% exercise="3.8" role="answer"
### BEGIN SOLUTION
con_il_segno = contenuti_prova[contenuti_prova["testo"].str.contains(prova["segno"], regex=False)]
quota_segno = (con_il_segno["tipo"] == "outbound").mean()
### END SOLUTION

# %% exercise="3.8" role="check"
check("3.8", quota_segno)

# %% exercise="3.8" role="wrong" mistake="denominatore"
# Hai calcolato quanti contenuti di quel tipo hanno il segno. Qui il tutto sono i testi con il segno: quale filtro viene prima?
del_tipo_chiesto = contenuti_prova[contenuti_prova["tipo"] == "outbound"]
quota_segno = del_tipo_chiesto["testo"].str.contains(prova["segno"], regex=False).mean()

# %% exercise="3.8" role="wrong" mistake="altro_tipo"
# Questa è la quota dell'altro tipo. Quale tipo nomina la domanda?
con_il_segno = contenuti_prova[contenuti_prova["testo"].str.contains(prova["segno"], regex=False)]
quota_segno = (con_il_segno["tipo"] == "inbound").mean()

# %% exercise="3.8" role="wrong" mistake="quanti_col_segno"
# Questa è la quota di testi che contengono il segno, di qualunque tipo. Fra quei testi, quanti sono del tipo chiesto?
quota_segno = contenuti_prova["testo"].str.contains(prova["segno"], regex=False).mean()

# %% exercise="3.8" role="wrong" mistake="conteggio"
# Hai contato i testi. La domanda chiede una quota: quale comando la dà?
con_il_segno = contenuti_prova[contenuti_prova["testo"].str.contains(prova["segno"], regex=False)]
quota_segno = (con_il_segno["tipo"] == "outbound").sum()

# %% [markdown] exercise="3.8" role="hint"
# Prima tieni i testi che contengono il segno, con `.str.contains(…, regex=False)`.

# %% [markdown] exercise="3.8" role="hint"
# Poi, sulle righe rimaste, la media di una domanda con `==` sulla colonna `tipo`.

# %%
prova.domanda("fiducia")

# %% [markdown] exercise="3.9" role="prompt" objective="D" minutes=3 kind="number" decimals=3 graded=true
# ### Esercizio 3.9 · Nascondere e dichiarare
#
# Rispondi alla domanda qui sopra. Chi non è un creator non ha i voti di fiducia: quelle righe non contano nella media.
#
# **Forma:** un numero con 3 decimali. Può essere negativo.

# %% exercise="3.9" role="answer"
### BEGIN SOLUTION
contenuti_prova["cambio"] = contenuti_prova["fiducia_dopo"] - contenuti_prova["fiducia_prima"]
cambi_medi = contenuti_prova.groupby("sponsorizzazione")["cambio"].mean()
differenza_fiducia = cambi_medi["non dichiarata"] - cambi_medi["dichiarata"]
### END SOLUTION

# %% exercise="3.9" role="check"
check("3.9", differenza_fiducia)

# %% exercise="3.9" role="wrong" mistake="solo_dopo"
# Hai confrontato la fiducia di dopo. I due gruppi erano diversi già prima: usa il cambio, dopo meno prima.
medie_dopo = contenuti_prova.groupby("sponsorizzazione")["fiducia_dopo"].mean()
differenza_fiducia = medie_dopo["non dichiarata"] - medie_dopo["dichiarata"]

# %% exercise="3.9" role="wrong" mistake="ordine"
# Hai fatto la sottrazione nell'altro verso. La domanda nomina prima un gruppo e poi dice «meno»: quale viene per primo?
contenuti_prova["cambio"] = contenuti_prova["fiducia_dopo"] - contenuti_prova["fiducia_prima"]
cambi_medi = contenuti_prova.groupby("sponsorizzazione")["cambio"].mean()
differenza_fiducia = cambi_medi["dichiarata"] - cambi_medi["non dichiarata"]

# %% exercise="3.9" role="wrong" mistake="un_gruppo"
# Questo è il cambio di chi non dichiara. La domanda lo confronta con un altro gruppo: che cosa devi togliere?
contenuti_prova["cambio"] = contenuti_prova["fiducia_dopo"] - contenuti_prova["fiducia_prima"]
cambi_medi = contenuti_prova.groupby("sponsorizzazione")["cambio"].mean()
differenza_fiducia = cambi_medi["non dichiarata"]

# %% exercise="3.9" role="wrong" mistake="contro_nessuna"
# Hai confrontato con chi non è stato pagato. Con quale gruppo confronta la domanda?
contenuti_prova["cambio"] = contenuti_prova["fiducia_dopo"] - contenuti_prova["fiducia_prima"]
cambi_medi = contenuti_prova.groupby("sponsorizzazione")["cambio"].mean()
differenza_fiducia = cambi_medi["non dichiarata"] - cambi_medi["nessuna"]

# %% [markdown] exercise="3.9" role="hint"
# Crea la colonna del cambio, come nell'esercizio 3.5, e fanne la media per gruppo.

# %% [markdown] exercise="3.9" role="hint"
# Alla fine sottrai due di quelle medie, nell'ordine in cui la domanda le nomina.

# %%
prova.domanda("resa")

# %% [markdown] exercise="3.10" role="prompt" objective="E" minutes=3 kind="number" decimals=2 graded=true
# ### Esercizio 3.10 · Quanto rende ogni euro
#
# Rispondi alla domanda qui sopra. La spesa è in `contenuti_prova`, le vendite di ogni settimana sono in `settimane_prova`. Qui conta
# tutti i contenuti, chiunque li abbia pubblicati.
#
# **Forma:** un numero con 2 decimali.

# %% exercise="3.10" role="answer"
### BEGIN SOLUTION
del_tipo_resa = settimane_prova[settimane_prova["tipo"] == prova["tipo_resa"]]
prime_settimane = del_tipo_resa[del_tipo_resa["settimana"] <= prova["ultima_settimana"]]
spesa_prova = contenuti_prova[contenuti_prova["tipo"] == prova["tipo_resa"]]["costo"].sum()
resa_prova = prime_settimane["vendite"].sum() / spesa_prova * 1000
### END SOLUTION

# %% exercise="3.10" role="check"
check("3.10", resa_prova)

# %% exercise="3.10" role="wrong" mistake="una_in_meno"
# L'ultima settimana nominata non è compresa nel tuo filtro. Quale segno la tiene dentro?
del_tipo_resa = settimane_prova[settimane_prova["tipo"] == prova["tipo_resa"]]
prime_settimane = del_tipo_resa[del_tipo_resa["settimana"] < prova["ultima_settimana"]]
spesa_prova = contenuti_prova[contenuti_prova["tipo"] == prova["tipo_resa"]]["costo"].sum()
resa_prova = prime_settimane["vendite"].sum() / spesa_prova * 1000

# %% exercise="3.10" role="wrong" mistake="tutte"
# Hai contato le vendite di tutte le settimane. La domanda si ferma prima: quale filtro manca?
del_tipo_resa = settimane_prova[settimane_prova["tipo"] == prova["tipo_resa"]]
spesa_prova = contenuti_prova[contenuti_prova["tipo"] == prova["tipo_resa"]]["costo"].sum()
resa_prova = del_tipo_resa["vendite"].sum() / spesa_prova * 1000

# %% exercise="3.10" role="wrong" mistake="tutti_i_tipi"
# Hai messo insieme i due tipi. La domanda ne nomina uno: filtra tutte e due le tabelle.
prime_settimane = settimane_prova[settimane_prova["settimana"] <= prova["ultima_settimana"]]
resa_prova = prime_settimane["vendite"].sum() / contenuti_prova["costo"].sum() * 1000

# %% exercise="3.10" role="wrong" mistake="spesa_di_tutti"
# Le vendite sono di un tipo solo, la spesa è di tutti e due. Quale filtro manca alla spesa?
del_tipo_resa = settimane_prova[settimane_prova["tipo"] == prova["tipo_resa"]]
prime_settimane = del_tipo_resa[del_tipo_resa["settimana"] <= prova["ultima_settimana"]]
resa_prova = prime_settimane["vendite"].sum() / contenuti_prova["costo"].sum() * 1000

# %% exercise="3.10" role="wrong" mistake="senza_spesa"
# Hai contato le vendite. La domanda le vuole in rapporto alla spesa: per che cosa dividi, e per che cosa moltiplichi?
del_tipo_resa = settimane_prova[settimane_prova["tipo"] == prova["tipo_resa"]]
resa_prova = del_tipo_resa[del_tipo_resa["settimana"] <= prova["ultima_settimana"]]["vendite"].sum()

# %% exercise="3.10" role="wrong" mistake="per_un_euro"
# Queste sono le vendite per un euro solo. Per che cosa moltiplichi?
del_tipo_resa = settimane_prova[settimane_prova["tipo"] == prova["tipo_resa"]]
prime_settimane = del_tipo_resa[del_tipo_resa["settimana"] <= prova["ultima_settimana"]]
spesa_prova = contenuti_prova[contenuti_prova["tipo"] == prova["tipo_resa"]]["costo"].sum()
resa_prova = prime_settimane["vendite"].sum() / spesa_prova

# %% exercise="3.10" role="wrong" mistake="solo_azienda"
# Hai tenuto solo i contenuti pubblicati da Fiatolungo. Qui contano tutti, di ogni autore: quale filtro va tolto?
nostri_prova = contenuti_prova[(contenuti_prova["chi_pubblica"] == "azienda") & (contenuti_prova["tipo"] == prova["tipo_resa"])]
nostre_settimane = settimane_prova[settimane_prova["contenuto"].isin(nostri_prova["contenuto"])]
nostre_vendite = nostre_settimane[nostre_settimane["settimana"] <= prova["ultima_settimana"]]["vendite"].sum()
resa_prova = nostre_vendite / nostri_prova["costo"].sum() * 1000

# %% [markdown] exercise="3.10" role="hint"
# Due filtri su `settimane_prova`: il tipo e la settimana. Poi il totale delle vendite.

# %% [markdown] exercise="3.10" role="hint"
# La spesa è il totale della colonna `costo` in `contenuti_prova`, per lo stesso tipo. Dividi, e poi moltiplica come chiede
# la domanda.

# %% [markdown] layer="deep" minutes=1
# ## Approfondimento: apri il modello
#
# Questa parte è facoltativa ed è chiusa: per aprirla premi il pulsante con il +, qui sotto, oppure la freccia accanto al titolo
# (*cells hidden* vuol dire celle nascoste). Guardi dentro il classificatore: da dove viene il punteggio, se le sue probabilità
# mantengono la promessa, e che cosa guadagna a dire «non so».

# %% [markdown] minutes=5
# ### Le ragioni sommano al punteggio
#
# Il modello dei segni è una somma. Ogni segno ha un *peso*, imparato dagli esempi, e in ogni testo un *valore*: quanto è
# presente. Il **contributo** è valore per peso. `explain` dà la tabella completa.

# %%
ragioni = explain(modello, annuncio)
ragioni.table[["elemento", "valore", "peso", "contributo"]].head(4)

# %% [markdown]
# `ragioni.start` è la partenza, `modello.decision_function` è il punteggio con cui il modello decide: uno per testo, e `[0]` prende
# il primo. Se la spiegazione è
# esatta, partendo dal primo e sommando i contributi si arriva proprio al secondo.

# %%
ragioni.start, modello.decision_function(annuncio)[0]

# %% [markdown] exercise="3.11" role="prompt" objective="C" minutes=6 kind="number" decimals=6
# ### Esercizio 3.11 · Rifai il punteggio a mano
#
# Ricalcola il punteggio dell'annuncio dalle sue ragioni: dalla partenza e da **tutti** i contributi. Poi confrontalo con quello
# della cella qui sopra.
#
# **Forma:** un numero con 6 decimali.

# %% exercise="3.11" role="answer"
### BEGIN SOLUTION
punteggio_a_mano = ragioni.start + ragioni.table["contributo"].sum()
### END SOLUTION

# %% exercise="3.11" role="check"
check("3.11", punteggio_a_mano)

# %% exercise="3.11" role="alternative"
punteggio_a_mano = ragioni.start + (ragioni.table["valore"] * ragioni.table["peso"]).sum()

# %% exercise="3.11" role="wrong" mistake="senza_partenza"
# Hai sommato i contributi, ma il punteggio non parte da zero. Che cosa manca?
punteggio_a_mano = ragioni.table["contributo"].sum()

# %% exercise="3.11" role="wrong" mistake="primi"
# Hai sommato solo le prime righe. Anche i contributi piccoli contano: quale comando prende tutta la colonna?
punteggio_a_mano = ragioni.start + ragioni.table["contributo"].head(4).sum()

# %% exercise="3.11" role="wrong" mistake="pesi"
# Hai sommato i pesi. Un peso conta quanto il segno è presente: quale colonna li ha già moltiplicati?
punteggio_a_mano = ragioni.start + ragioni.table["peso"].sum()

# %% exercise="3.11" role="wrong" mistake="probabilita"
# Questa è la probabilità di outbound, fra 0 e 1. Il punteggio è la somma da cui nasce: con che cosa cominci?
punteggio_a_mano = ragioni.probability

# %% [markdown] exercise="3.11" role="hint"
# Un totale della colonna `contributo`, con `.sum()`.

# %% [markdown] exercise="3.11" role="hint"
# E poi la partenza, che si legge con `ragioni.start`.

# %% [markdown] minutes=1
# Questa spiegazione è esatta perché il modello è una somma. Di un modello più complicato si possono dare solo spiegazioni
# approssimate. E anche questa dice come ragiona il modello, non perché il mondo va così.

# %% [markdown] minutes=6
# ### Le probabilità mantengono la promessa?
#
# Il modello non dice solo «outbound»: dice «outbound all'80 %». La **calibrazione** chiede se, fra i testi a cui dà 80 %, gli
# outbound sono davvero otto su dieci. Va controllata su testi mai visti, e abbiamo visto che conta *come* si scelgono. Mettiamo
# da parte dieci famiglie su cinquanta e impariamo dalle altre.

# %%
mescolate = contenuti["famiglia_id"].drop_duplicates().sample(frac=1, random_state=3)
da_parte = contenuti["famiglia_id"].isin(mescolate.head(10))
per_imparare = contenuti[~da_parte]
mai_visti = contenuti[da_parte].copy()
len(per_imparare), len(mai_visti)

# %% [markdown]
# Il segno `~` vuol dire «non». Ora la probabilità di outbound per ogni testo mai visto, e cinque fasce di probabilità.
# `predict_proba` dà due probabilità per testo: `[:, 1]` prende la seconda, quella di outbound.

# %%
nuovo_modello = ContentClassifier("markers").fit(per_imparare["testo"], per_imparare["tipo"])
mai_visti["prevista"] = nuovo_modello.predict_proba(mai_visti["testo"])[:, 1]
mai_visti["osservata"] = mai_visti["tipo"] == "outbound"
mai_visti["fascia"] = pd.cut(mai_visti["prevista"], [0, 0.2, 0.4, 0.6, 0.8, 1])
mai_visti["fascia"].value_counts().sort_index()

# %% [markdown] exercise="3.12" role="prompt" objective="C" minutes=8 kind="number" decimals=3
# ### Esercizio 3.12 · Lo scarto medio
#
# Per ogni fascia calcola la media di `prevista` e di `osservata`, e prendi lo scarto fra le due **senza segno** (`.abs()`). Poi
# fanne la media **pesata** per quanti testi ha ogni fascia: moltiplica ogni scarto per il numero di testi, somma, dividi per
# tutti i testi. La prima riga è pronta: `observed=True` tiene le fasce con almeno un testo.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="3.12" role="answer"
per_fascia = mai_visti.groupby("fascia", observed=True)
### BEGIN SOLUTION
scarti = (per_fascia["prevista"].mean() - per_fascia["osservata"].mean()).abs()
scarto_medio = (scarti * per_fascia.size()).sum() / len(mai_visti)
### END SOLUTION
# scarti = (per_fascia[______].mean() - per_fascia[______].mean()).abs()
# scarto_medio = (scarti * per_fascia.size()).______ / ______

# %% exercise="3.12" role="check"
check("3.12", scarto_medio)

# %% exercise="3.12" role="wrong" mistake="con_segno"
# Gli scarti in più e in meno si sono cancellati a vicenda. Quale comando toglie il segno, prima di sommare?
per_fascia = mai_visti.groupby("fascia", observed=True)
scarti = per_fascia["prevista"].mean() - per_fascia["osservata"].mean()
scarto_medio = (scarti * per_fascia.size()).sum() / len(mai_visti)

# %% exercise="3.12" role="wrong" mistake="non_pesata"
# Hai dato lo stesso peso a ogni fascia, anche a quelle con pochi testi. Per che cosa va moltiplicato ogni scarto?
per_fascia = mai_visti.groupby("fascia", observed=True)
scarto_medio = (per_fascia["prevista"].mean() - per_fascia["osservata"].mean()).abs().mean()

# %% exercise="3.12" role="wrong" mistake="testo_per_testo"
# Hai preso lo scarto di ogni singolo testo, che è per forza grande: un testo è outbound o non lo è. Lo scarto va fatto fra le medie
# di ogni fascia: quale comando le calcola?
scarto_medio = (mai_visti["prevista"] - mai_visti["osservata"]).abs().mean()

# %% exercise="3.12" role="wrong" mistake="gia_visti"
# Hai controllato le probabilità sui testi da cui il modello ha imparato. Quali testi non ha mai visto?
visti = per_imparare.copy()
visti["prevista"] = nuovo_modello.predict_proba(visti["testo"])[:, 1]
visti["osservata"] = visti["tipo"] == "outbound"
per_fascia = visti.groupby(pd.cut(visti["prevista"], [0, 0.2, 0.4, 0.6, 0.8, 1]), observed=True)
scarti = (per_fascia["prevista"].mean() - per_fascia["osservata"].mean()).abs()
scarto_medio = (scarti * per_fascia.size()).sum() / len(visti)

# %% [markdown] exercise="3.12" role="hint"
# Due medie per fascia: `per_fascia["prevista"].mean()` e `per_fascia["osservata"].mean()`. La loro differenza, poi `.abs()`.

# %% [markdown] exercise="3.12" role="hint"
# `per_fascia.size()` conta i testi di ogni fascia. Moltiplica, poi `.sum()`, poi dividi per `len(mai_visti)`.

# %% jupyter={"source_hidden": true}
gruppi = mai_visti.groupby("fascia", observed=True)
previste, osservate = gruppi["prevista"].mean(), gruppi["osservata"].mean()
figura, assi = plt.subplots(figsize=(6, 4.2))
assi.plot([0, 1], [0, 1], color=PALETTE[0], linestyle="--", label="promessa mantenuta")
assi.plot(previste, osservate, color=PALETTE[1], marker="o", label="testi di famiglie mai viste")
assi.set_xlabel("probabilità di outbound prevista")
assi.set_ylabel("quota di outbound osservata")
italian_axis(assi, x="percent", y="percent")
assi.legend(loc="upper left")
show(
    figura,
    alt="Linea della calibrazione: quota osservata di outbound contro probabilità prevista, per fascia: "
    + "; ".join(f"prevista {pct(una, 0)}, osservata {pct(altra, 0)}" for una, altra in zip(previste, osservate))
    + ".",
    summary="Sulla linea tratteggiata le probabilità mantengono la promessa. Con dieci famiglie sole ogni punto è incerto.",
)

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# In media la probabilità prevista e la quota osservata distano {{ it(100 * scarto_medio, 0) }} punti su 100. Con altre dieci famiglie
# lo scarto cambierebbe: dieci sono poche per dire se un modello mantiene le promesse.
#
# </details>

# %% [markdown] minutes=4
# ### Saper dire «non so»
#
# Un modello può decidere solo quando è abbastanza sicuro, e lasciare gli altri testi a una persona. La sicurezza è la
# probabilità della classe scelta: vicino a 0,5 tira a indovinare, vicino a 1 è sicuro. `decide` dà, per ogni testo, tutte e due.

# %%
decisioni = nuovo_modello.decide(mai_visti["testo"])
mai_visti["sicurezza"] = decisioni["probabilita"]
mai_visti["giusta"] = decisioni["decisione"] == mai_visti["tipo"]
mai_visti["giusta"].mean()

# %% [markdown] exercise="3.13" role="prompt" objective="C" minutes=8 kind="list" decimals=3
# ### Esercizio 3.13 · Decidere solo se sicuro
#
# Tieni i testi con `sicurezza` di almeno 0,8. Metti in una lista due quote: quanti testi, sul totale, il modello decide, e
# quante di queste decisioni sono giuste.
#
# **Forma:** una lista di due numeri, `[quota decisa, quota giusta]`.

# %% exercise="3.13" role="answer"
### BEGIN SOLUTION
sicuri = mai_visti[mai_visti["sicurezza"] >= 0.8]
decisi_e_giusti = [len(sicuri) / len(mai_visti), sicuri["giusta"].mean()]
### END SOLUTION

# %% exercise="3.13" role="check"
check("3.13", decisi_e_giusti)

# %% exercise="3.13" role="wrong" mistake="rovesciati"
# Le due quote sono giuste ma in ordine inverso: quale chiede per prima la consegna?
sicuri = mai_visti[mai_visti["sicurezza"] >= 0.8]
decisi_e_giusti = [sicuri["giusta"].mean(), len(sicuri) / len(mai_visti)]

# %% exercise="3.13" role="wrong" mistake="conteggi"
# Il primo numero è un conteggio. Per avere una quota, per che cosa va diviso?
sicuri = mai_visti[mai_visti["sicurezza"] >= 0.8]
decisi_e_giusti = [len(sicuri), sicuri["giusta"].mean()]

# %% exercise="3.13" role="wrong" mistake="giusti_su_tutti"
# Hai diviso le decisioni giuste per tutti i testi. La seconda quota riguarda solo i testi decisi: qual è il tutto?
sicuri = mai_visti[mai_visti["sicurezza"] >= 0.8]
decisi_e_giusti = [len(sicuri) / len(mai_visti), sicuri["giusta"].sum() / len(mai_visti)]

# %% exercise="3.13" role="wrong" mistake="probabilita_outbound"
# Hai filtrato la probabilità di outbound: così perdi i testi di cui il modello è sicuro che siano inbound. Quale colonna dice la
# sicurezza?
solo_outbound_sicuri = mai_visti[mai_visti["prevista"] >= 0.8]
decisi_e_giusti = [len(solo_outbound_sicuri) / len(mai_visti), solo_outbound_sicuri["giusta"].mean()]

# %% [markdown] exercise="3.13" role="hint"
# Prima il filtro: `sicuri = mai_visti[mai_visti["sicurezza"] >= …]`.

# %% [markdown] exercise="3.13" role="hint"
# La prima quota è un numero di righe diviso un numero di righe; la seconda è la media della colonna `giusta`.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Testi decisi dal modello: {{ pct(decisi_e_giusti[0], 0) }}. Fra questi, quota di giusti: {{ pct(decisi_e_giusti[1], 0) }}. Se
# decidesse su tutti, i giusti sarebbero {{ it(100 * mai_visti["giusta"].mean(), 0) }} su 100.
#
# </details>
#
# Quanto conviene dipende da chi leggerà gli altri testi. È la stessa scelta dei due errori della lezione 01.

# %% [markdown] minutes=1
# ## Punti chiave
#
# - Inbound e outbound si distinguono da chi cerca chi, non dallo stile.
# - Con le sole parole anche le persone non sono sempre d'accordo, e a volte non possono avere ragione.
# - Un modello provato su testi dello stesso stampo sembra più bravo di quanto è.
# - Il tono e il risultato sono due domande diverse; la pubblicità può essere utile.
# - In questi dati chi nasconde una sponsorizzazione vende di più oggi, e dopo ha meno fiducia. Nasconderla è vietato dalla legge.
# - L'outbound serve a farsi conoscere entro una data; l'inbound rende nel tempo.

# %%
progress("03")

# %% [markdown]
# ## Le parole di questa lezione
#
# {{ glossario }}

# %% [markdown]
# ## Per continuare
#
# - Autorità per le garanzie nelle comunicazioni, [sito dell'Autorità, con le regole per gli influencer](https://www.agcom.it): da
#   leggere prima di pagare un creator.
# - Istituto dell'Autodisciplina Pubblicitaria, [sito con la *Digital Chart*](https://www.iap.it): come si rende riconoscibile la
#   pubblicità online, con esempi.
# - Il testo di questa lezione riprende e mette alla prova due testi introduttivi sul social media marketing e sulla conversazione,
#   scritti fra il 2012 e il 2023.
#
# **Scarica il mio lavoro.** Togli il segno `#` ed esegui la cella: mette i tuoi quaderni in un solo file da portare via.

# %%
# take_away()
