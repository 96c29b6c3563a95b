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
#     lesson: "05"
#     title: Metti in ordine le azioni con il metodo C.A.M.I.
#     what: >-
#       Prendi un anno di azioni sui social e le metti in ordine in quattro gruppi: contenuti, pubblicità, messaggi, influenze.
#       Scopri perché il gruppo che «rende di più» cambia con il tasso che guardi. Infine dividi il budget del prossimo trimestre,
#       sapendo che ogni euro in più rende meno del precedente.
#     base: 75
#     deep: 40
#     data: [azioni, condivisioni, spese, faq]
#     requires: ["00", "01", "03"]
#     objectives:
#       A: Classifichi le azioni con il metodo C.A.M.I. e mostri che le parole da sole non bastano.
#       B: Calcoli quanto costa e quanto porta ogni dimensione, con il denominatore nel nome.
#       C: Misuri quante ricondivisioni porta una condivisione e quanto costa una visione arrivata alla fine.
#       D: Sposti un budget tenendo conto dei rendimenti decrescenti.
#       E: Riconosci una stagione che inganna la stima e la eviti con una prova a sorte.
#     words:
#       dimensione:
#         en: dimension
#         text: "Uno dei quattro gruppi del metodo C.A.M.I.: content, advertising, messaging, influence."
#       content:
#         en: content
#         text: I contenuti che l'azienda pubblica nei suoi profili senza pagare la diffusione, con le risposte a chi commenta.
#       advertising:
#         en: advertising
#         text: La pubblicità. Si paga perché un contenuto arrivi a più persone.
#       messaging:
#         en: messaging
#         text: Le conversazioni e i messaggi diretti, a una persona o a una lista di contatti.
#       influence:
#         en: influence
#         text: Ciò che dicono altri, cioè influencer pagati o clienti che pubblicano e condividono da soli.
#       metadati:
#         en: metadata
#         text: Le informazioni che stanno intorno a un testo. Per esempio chi lo pubblica, a chi arriva, se è pagato.
#       mix:
#         en: media mix
#         text: Quanto va a ogni dimensione e quanto ciascuna porta.
#       ranking:
#         en: ranking
#         text: L'ordine in cui una piattaforma mette i contenuti davanti a una persona.
#       cascata:
#         en: cascade
#         text: Una condivisione che ne porta altre, e queste altre ancora.
#       chatbot:
#         en: chatbot
#         text: Un programma che risponde ai messaggi. Deve dire che è un programma.
#       social commerce:
#         en: social commerce
#         text: Guardare un catalogo e comprare senza uscire dal social.
#       tasso di completamento:
#         en: completion rate
#         text: Le visioni arrivate alla fine di un video, divise per quelle cominciate.
#       rendimenti decrescenti:
#         en: diminishing returns
#         text: Ogni euro in più porta qualcosa, ma meno dell'euro di prima.
#       curva di risposta:
#         en: response curve
#         text: La linea che dice quante conversioni aggiunge ogni livello di spesa.
#     variant: "05"
# ---

# %% [markdown]
# # 05. Metti in ordine le azioni con il metodo C.A.M.I.
#
# {{ scheda }}

# %%
from kit.cami import Chatbot, allocate, classify, mix, one_rate, reshares_per_share, response_curves, toy_feed
from kit.datasets import describe, load, load_variant
from kit.exercises import bring_back, check, hint, progress, quiz, ready, restart, solution, take_away
from kit.plots import interval_bars, italian_axis, show, style

style()
ready("05")

# %% [markdown] minutes=1
# ## La domanda
#
# Fiatolungo fa molte cose sui social: post, annunci, messaggi, collaborazioni. Da un anno **Nives** le segna tutte in una
# tabella, e ora c'è da dividere il budget del prossimo trimestre. **Tullio**, il titolare, ha già un'idea: «Guardiamo dove un
# acquisto ci costa meno, e mettiamo tutto lì». **Ginevra**, la tirocinante, ne ha un'altra: «Gli influencer fanno
# parlare di noi più di tutti: mettiamo tutto lì».
#
# Chi ha ragione? Lo controlli tu, insieme a Nives.

# %% [markdown] minutes=1
# ## Prima di calcolare, prevedi
#
# Tullio vuole togliere 300 euro a settimana alla pubblicità e darli ai messaggi, dove un acquisto costa meno. Gli acquisti
# aumenteranno o diminuiranno? Scrivi `"aumentano"`, `"diminuiscono"` oppure `"restano uguali"`.

# %%
mia_previsione = "aumentano"
mia_previsione

# %% [markdown] minutes=3
# ## 1. Quattro dimensioni
#
# Il metodo C.A.M.I., come nel testo di partenza, mette le azioni in quattro gruppi. Chiamiamo **dimensione** ciascuno di essi:
#
# - **content** (contenuti): ciò che l'azienda pubblica nei suoi profili, e le risposte a chi commenta;
# - **advertising** (pubblicità): le campagne pagate;
# - **messaging** (messaggistica): i messaggi diretti, anche quelli di un programma che risponde da solo;
# - **influence** (influenze): gli influencer, e ciò che i clienti pubblicano e condividono.
#
# Ogni riga di `azioni` è un'azione. La sua dimensione è già scritta, nella colonna `dimensione`.

# %%
azioni = load("azioni")
azioni[["azione", "chi_pubblica", "visibile_a", "a_pagamento", "testo", "dimensione"]].head(3)

# %% [markdown]
# Il comando `value_counts` conta quante righe ha ogni valore.

# %%
azioni["dimensione"].value_counts()

# %% [markdown]
# E se la dimensione non l'avesse scritta nessuno? Il comando `classify` la ricava in due passi. Prima guarda i **metadati**,
# cioè le informazioni intorno al testo: chi pubblica, a chi arriva, se è pagato. Dove mancano, guarda le parole. La colonna
# `regola` dice quale indizio ha deciso; `sicurezza` dice quanto spesso quella regola indovina, su questi dati.

# %%
etichette = classify(azioni)
etichette[["dimensione", "seconda", "regola", "sicurezza"]].head(3)

# %% [markdown]
# Quante etichette sono giuste? Il doppio uguale confronta riga per riga, e la media dei confronti è la quota di quelli veri.

# %%
giuste_con_metadati = (etichette["dimensione"] == azioni["dimensione"]).mean()
giuste_con_metadati

# %% [markdown]
# Con i metadati si indovina nel {{ pct(giuste_con_metadati, 1) }} dei casi. Non nel 100 %: in qualche riga i metadati mancano, come
# può succedere nelle tabelle vere.

# %% [markdown] exercise="5.1" role="prompt" objective="A" minutes=4 kind="number" decimals=3
# ### Esercizio 5.1 · Le stesse parole
#
# Novanta post sono usciti due volte **con le stesse parole**: una volta gratis, una volta a pagamento. Sono le righe in cui
# `gemella` non è vuota; `.notna()` vuol dire «non è vuota». Su quelle righe, quale **quota** delle etichette è giusta se
# `classify` guarda soltanto le parole? Si chiede con `use="text"`.
#
# Le righe con `#` sono una traccia: togli il segno `#` e lo spazio che lo segue, poi riempi i vuoti.
#
# **Forma:** un numero fra 0 e 1, con 3 decimali.

# %% exercise="5.1" role="answer"
### BEGIN SOLUTION
gemelle = azioni[azioni["gemella"].notna()]
etichette_parole = classify(gemelle, use="text")
quota_parole = (etichette_parole["dimensione"] == gemelle["dimensione"]).mean()
### END SOLUTION
# gemelle = azioni[azioni[______].notna()]
# etichette_parole = classify(gemelle, use=______)
# quota_parole = (etichette_parole[______] == gemelle[______]).mean()

# %% exercise="5.1" role="check"
check("5.1", quota_parole)

# %% exercise="5.1" role="wrong" mistake="con_metadati"
# Qui `classify` ha guardato anche i metadati. Che cosa va scritto dopo `use=`, perché guardi soltanto le parole?
gemelle = azioni[azioni["gemella"].notna()]
quota_parole = (classify(gemelle)["dimensione"] == gemelle["dimensione"]).mean()

# %% exercise="5.1" role="wrong" mistake="solo_metadati"
# Hai chiesto soltanto i metadati, il contrario della consegna. Come si scrive «testo», in inglese, dopo `use=`?
gemelle = azioni[azioni["gemella"].notna()]
quota_parole = (classify(gemelle, use="metadata")["dimensione"] == gemelle["dimensione"]).mean()

# %% exercise="5.1" role="wrong" mistake="tutte_le_azioni"
# Hai usato tutte le azioni. La consegna parla solo dei post usciti due volte: quale filtro serve prima?
quota_parole = (classify(azioni, use="text")["dimensione"] == azioni["dimensione"]).mean()

# %% exercise="5.1" role="wrong" mistake="conteggio"
# Hai contato le etichette giuste. Per avere una quota, quale comando prende il posto di `sum`?
gemelle = azioni[azioni["gemella"].notna()]
quota_parole = (classify(gemelle, use="text")["dimensione"] == gemelle["dimensione"]).sum()

# %% exercise="5.1" role="wrong" mistake="senza_gemella"
# Hai tenuto le righe in cui `gemella` è vuota, cioè i post usciti una volta sola. Quale comando vuol dire «non è vuota»?
spaiate = azioni[azioni["gemella"].isna()]
quota_parole = (classify(spaiate, use="text")["dimensione"] == spaiate["dimensione"]).mean()

# %% [markdown] exercise="5.1" role="hint"
# Prima riga: un filtro sulla colonna `gemella`. Seconda riga: `use="text"`.

# %% [markdown] exercise="5.1" role="hint"
# Terza riga: confronta la colonna `dimensione` delle etichette con la colonna `dimensione` della tabella `gemelle`.

# %% [markdown] minutes=2
# <details><summary>Quando hai risposto, apri qui</summary>
#
# La quota è circa il {{ pct(quota_parole, 0) }}, come quando si tira a testa o croce. Non poteva superare la metà. Due testi uguali ricevono
# la stessa etichetta, e uno dei due è per forza dell'altra dimensione.
#
# </details>
#
# ### Due etichette
#
# Le quattro dimensioni si sovrappongono. Un influencer pagato è *influence*, ma anche *advertising*. Per questo `classify` può
# dare una seconda etichetta.

# %%
etichette[etichette["seconda"] != "nessuna"]["regola"].value_counts()

# %% [markdown]
# Un altro modo di dividere le azioni chiede di chi è lo spazio. I *mezzi propri* sono dell'azienda, i *pagati* si comprano, i
# *guadagnati* sono ciò che altri dicono da soli (in inglese *owned*, *paid*, *earned*). Ecco i due modi a confronto.

# %% jupyter={"source_hidden": true}
import pandas as pd

pd.crosstab(etichette["dimensione"], etichette["mezzi"])

# %% [markdown]
# Una riga per dimensione, una colonna per tipo di mezzo. La riga *influence* si spezza: gli influencer pagati stanno fra i mezzi
# pagati, i clienti fra i guadagnati. Nessuno dei due modi è quello «vero»: servono a domande diverse.

# %% [markdown] minutes=3
# ## 2. Il mix: quanto costa, che cosa porta
#
# Il **mix** dice quanto va a ogni dimensione e quanto ciascuna porta. Una *conversione* qui è un acquisto pagato. Con
# `groupby` dividi le righe in gruppi e per ogni gruppo sommi.

# %%
conti = azioni.groupby("dimensione")[["costo", "raggiunte", "interazioni", "clic", "conversioni"]].sum()
conti

# %% [markdown]
# La pubblicità porta più acquisti di tutti, ma costa anche più di tutti. Serve un tasso, con il denominatore nel nome.

# %%
interazioni_per_100_raggiunte = conti["interazioni"] / conti["raggiunte"] * 100
interazioni_per_100_raggiunte

# %% [markdown]
# È il tasso di Ginevra. *Influence* è in testa: ogni 100 persone raggiunte, {{ it(interazioni_per_100_raggiunte["influence"], 1) }}
# fra reazioni, commenti e condivisioni.

# %% [markdown] exercise="5.2" role="prompt" objective="B" minutes=3 kind="series" decimals=2
# ### Esercizio 5.2 · Quanto costa un acquisto
#
# Ora il tasso di Tullio: per ogni dimensione, quanti euro si spendono per ogni conversione. Usa la tabella `conti`, che ha già
# le somme.
#
# **Forma:** un numero per dimensione, con 2 decimali.

# %% exercise="5.2" role="answer"
### BEGIN SOLUTION
costo_per_conversione = conti["costo"] / conti["conversioni"]
### END SOLUTION
# costo_per_conversione = conti[______] / conti[______]

# %% exercise="5.2" role="check"
check("5.2", costo_per_conversione)

# %% exercise="5.2" role="wrong" mistake="capovolto"
# Hai diviso le conversioni per gli euro: così sai quante ne porta un euro. Cerchi gli euro per ogni conversione: che cosa va
# sopra?
costo_per_conversione = conti["conversioni"] / conti["costo"]

# %% exercise="5.2" role="wrong" mistake="per_clic"
# Hai diviso per i clic. Un clic non è ancora un acquisto: quale colonna conta gli acquisti?
costo_per_conversione = conti["costo"] / conti["clic"]

# %% exercise="5.2" role="wrong" mistake="costo_di_una_azione"
# Questo è il costo medio di un'azione. La consegna chiede il costo di una conversione: per che cosa devi dividere la somma?
costo_per_conversione = azioni.groupby("dimensione")["costo"].mean()

# %% exercise="5.2" role="wrong" mistake="media_dei_rapporti"
# Hai calcolato un costo per ogni azione e poi la media. Così le azioni senza acquisti spariscono, con il loro costo. Parti
# dalle somme: quale tabella le ha già?
con_acquisti = azioni[azioni["conversioni"] > 0].copy()
con_acquisti["rapporto"] = con_acquisti["costo"] / con_acquisti["conversioni"]
costo_per_conversione = con_acquisti.groupby("dimensione")["rapporto"].mean()

# %% exercise="5.2" role="wrong" mistake="solo_costo"
# Questa è la spesa totale. Manca il denominatore: per quante conversioni va divisa?
costo_per_conversione = conti["costo"]

# %% [markdown] exercise="5.2" role="hint"
# È un conto come quello delle interazioni, senza il «per 100». Che cosa va sopra, se cerchi euro per ogni conversione?

# %% [markdown] exercise="5.2" role="hint"
# `conti["costo"] / conti[…]`: la colonna che manca conta gli acquisti.

# %% [markdown] minutes=2
# Un costo va letto con il suo intervallo, cioè con i valori compatibili con i dati. Lo calcola il comando `mix`. Qui le azioni con
# due etichette contano metà e metà, perciò i numeri sono un po' diversi dai tuoi.

# %% jupyter={"source_hidden": true}
assi = interval_bars(one_rate(mix(azioni), "costo_per_conversione"), kind="euro", decimals=0)
assi.set_xlabel("euro spesi per ogni conversione, con intervallo al 95 %")
show(
    assi,
    alt="Barre con intervallo: "
    + ", ".join(f"{nome} {costo:.0f} euro" for nome, costo in mix(azioni)["costo_per_conversione"].items())
    + " per conversione.",
    summary="Messaging costa meno di tutti per conversione, influence più di tutti. Gli intervalli di messaging e influence "
    "sono lontani da quelli degli altri due.",
)

# %% [markdown] minutes=2
# ## 3. Il tasso che inganna
#
# Ginevra e Tullio guardano la stessa tabella e scelgono due dimensioni diverse. Mettiamo tre tassi uno accanto all'altro.

# %%
conti["interazioni_per_100_raggiunte"] = conti["interazioni"] / conti["raggiunte"] * 100
conti["conversioni_per_100_clic"] = conti["conversioni"] / conti["clic"] * 100
conti["costo_per_1000_raggiunte"] = conti["costo"] / conti["raggiunte"] * 1000
conti[["interazioni_per_100_raggiunte", "conversioni_per_100_clic", "costo_per_1000_raggiunte", "conversioni"]]

# %% [markdown] exercise="5.3" role="prompt" objective="B" minutes=3 kind="dict"
# ### Esercizio 5.3 · Chi vince, secondo chi?
#
# Leggi la tabella qui sopra. Per ogni domanda scrivi il nome della dimensione che vince. Per i costi vince il più basso. Un
# *dizionario* mette insieme coppie «nome: valore», fra parentesi graffe: completa i valori, fra virgolette.
#
# **Forma:** un dizionario con quattro coppie.

# %% exercise="5.3" role="answer"
### BEGIN SOLUTION
vincitori = {
    "fa reagire di più": "influence",
    "converte meglio chi fa clic": "messaging",
    "raggiunge spendendo meno": "content",
    "porta più acquisti in tutto": "advertising",
}
### END SOLUTION
# vincitori = {
#     "fa reagire di più": ______,
#     "converte meglio chi fa clic": ______,
#     "raggiunge spendendo meno": ______,
#     "porta più acquisti in tutto": ______,
# }

# %% exercise="5.3" role="check"
check("5.3", vincitori)

# %% exercise="5.3" role="alternative"
vincitori = {
    "fa reagire di più": conti["interazioni_per_100_raggiunte"].idxmax(),
    "converte meglio chi fa clic": conti["conversioni_per_100_clic"].idxmax(),
    "raggiunge spendendo meno": conti["costo_per_1000_raggiunte"].idxmin(),
    "porta più acquisti in tutto": conti["conversioni"].idxmax(),
}

# %% exercise="5.3" role="wrong" mistake="costo_alto"
# Per i costi hai scelto il numero più alto. Chi spende vuole il più basso: quale riga lo ha?
vincitori = {
    "fa reagire di più": "influence",
    "converte meglio chi fa clic": "messaging",
    "raggiunge spendendo meno": "messaging",
    "porta più acquisti in tutto": "advertising",
}

# %% exercise="5.3" role="wrong" mistake="totale_e_tasso"
# Per «in tutto» hai usato un tasso. Qui non si divide per niente: quale colonna conta gli acquisti?
vincitori = {
    "fa reagire di più": "influence",
    "converte meglio chi fa clic": "messaging",
    "raggiunge spendendo meno": "content",
    "porta più acquisti in tutto": "messaging",
}

# %% exercise="5.3" role="wrong" mistake="conversione_totale"
# Per chi fa clic hai guardato gli acquisti in tutto. Serve quanti acquisti arrivano ogni 100 clic: quale colonna lo dice?
vincitori = {
    "fa reagire di più": "influence",
    "converte meglio chi fa clic": "advertising",
    "raggiunge spendendo meno": "content",
    "porta più acquisti in tutto": "advertising",
}

# %% exercise="5.3" role="wrong" mistake="sempre_la_stessa"
# Hai scritto lo stesso nome quattro volte. Ogni domanda ha la sua colonna: rileggile una per una. Chi ha il numero migliore?
vincitori = {
    "fa reagire di più": "influence",
    "converte meglio chi fa clic": "influence",
    "raggiunge spendendo meno": "influence",
    "porta più acquisti in tutto": "influence",
}

# %% [markdown] exercise="5.3" role="hint"
# Ogni domanda corrisponde a una colonna, nello stesso ordine. Cerca la riga con il numero migliore.

# %% [markdown] exercise="5.3" role="hint"
# «Spendendo meno» vuol dire il numero più basso di `costo_per_1000_raggiunte`. Nelle altre tre vince il più alto.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Quattro domande, quattro vincitori diversi. Un tasso non mente, ma risponde a una domanda sola. Chi ti mostra un tasso solo,
# magari senza volerlo, ha già scelto chi vince.
#
# </details>

# %% [markdown] minutes=3
# ## 4. Content: chi decide chi ti vede?
#
# Un social non mostra tutto a tutti: mette i contenuti in ordine, e quasi nessuno li guarda tutti. Quest'ordine si chiama **ranking**.
# Il testo di partenza mette fra i contenuti anche il lavoro per salire in quell'ordine.
#
# Il *feed* è la fila dei contenuti che scorri. Eccone uno giocattolo: otto post di Fiatolungo e 1.000 persone. Ogni post ha
# tre segnali: quante interazioni, quanti clic, quanto è fresco (quanti giorni dopo il più vecchio degli otto è uscito). I segnali,
# ognuno con il suo peso, danno un *punteggio*. Ogni persona guarda 3 post: i primi, secondo il punteggio e il proprio gusto.

# %% jupyter={"source_hidden": true}
from textwrap import shorten

organici = azioni[(azioni["dimensione"] == "content") & (azioni["formato"] == "foto")]
post = organici[organici["data"] >= "2025-11-01"].drop_duplicates("testo").head(8).copy()
inizi = [shorten(testo, 24, placeholder="").rstrip(".,:!?") for testo in post["testo"]]
post["post"] = [f"{numero}. {inizio}…" for numero, inizio in enumerate(inizi, start=1)]
post["interazioni_per_100"] = 100 * post["interazioni"] / post["raggiunte"]
post["clic_per_100"] = 100 * post["clic"] / post["raggiunte"]
post["freschezza"] = (post["data"] - post["data"].min()).dt.days
post[["post", "interazioni_per_100", "clic_per_100", "freschezza"]].round(1).reset_index(drop=True)

# %% [markdown]
# Le parentesi graffe dicono quanto pesa ogni segnale. Qui contano soltanto le interazioni.

# %%
feed = toy_feed(post, {"interazioni_per_100": 1, "clic_per_100": 0, "freschezza": 0}, name="post", people=1000, seen=3)
feed[["post", "raggiunte"]]

# %% [markdown]
# Ora muovi i pesi: 0 vuol dire che il segnale non conta. Premi **Tab** per passare da una casella all'altra, le frecce su e giù
# per cambiare il numero.

# %% jupyter={"source_hidden": true}
import matplotlib.pyplot as plt

from kit.formats import euro, it
from kit.plots import PALETTE, picture
from kit.widgets import explore, number, text


def ordina_feed(interazioni, clic, freschezza):
    pesi = {"interazioni_per_100": interazioni, "clic_per_100": clic, "freschezza": freschezza}
    if interazioni == clic == freschezza == 0:
        return "Nessun segnale conta: il feed non saprebbe che cosa mettere prima. Dai un peso ad almeno un segnale."
    nuovo = toy_feed(post, pesi, name="post", people=1000, seen=3).set_index("post").loc[post["post"]]
    figura, assi = plt.subplots(figsize=(8, 3.4))
    assi.barh(nuovo.index, nuovo["raggiunte"], color=PALETTE[1])
    assi.invert_yaxis()
    assi.set_xlim(0, 1000)
    assi.set_xlabel("persone che vedono il post, su 1.000")
    italian_axis(assi, x="number", decimals=0)
    primo, ultimo = nuovo["raggiunte"].idxmax(), nuovo["raggiunte"].idxmin()
    frase = (
        f"Il più visto è «{primo}» con {it(nuovo.loc[primo, 'raggiunte'])} persone su 1.000; "
        f"il meno visto è «{ultimo}» con {it(nuovo.loc[ultimo, 'raggiunte'])}."
    )
    dette = ", ".join(f"{nome} {it(quante)}" for nome, quante in nuovo["raggiunte"].items())
    return picture(figura, f"Barre delle persone che vedono ogni post: {dette}.", frase)


explore(
    ordina_feed,
    interazioni=number("Quanto contano le interazioni", 0, 3, value=1),
    clic=number("Quanto contano i clic", 0, 3, value=0),
    freschezza=number("Quanto conta la freschezza", 0, 3, value=0),
)

# %% [markdown] minutes=1
# I post sono sempre gli stessi, eppure il numero di persone che li vedono cambia. Quante persone raggiungi non è solo merito del
# post: lo decide anche chi sceglie i pesi. I feed veri hanno molti più segnali, e le piattaforme ne raccontano solo una parte.

# %% [markdown] minutes=3
# ## 5. Video e catalogo: arrivare fino in fondo
#
# ### Dal catalogo al pagamento
#
# Il **social commerce** è guardare un catalogo e comprare senza uscire dal social. Fiatolungo lo offre in alcuni post; in
# altri il catalogo porta al sito. Seguiamo i passi: pagine guardate, carrelli riempiti, carrelli pagati.

# %%
catalogo = azioni.groupby("acquisto_in")[["catalogo_viste", "carrelli", "carrelli_pagati"]].sum()
catalogo

# %% [markdown]
# Tre tassi, uno per passo e uno per tutto il percorso.

# %%
catalogo["carrelli_per_100_viste"] = catalogo["carrelli"] / catalogo["catalogo_viste"] * 100
catalogo["pagati_per_100_carrelli"] = catalogo["carrelli_pagati"] / catalogo["carrelli"] * 100
catalogo["pagati_per_100_viste"] = catalogo["carrelli_pagati"] / catalogo["catalogo_viste"] * 100
catalogo[["carrelli_per_100_viste", "pagati_per_100_carrelli", "pagati_per_100_viste"]].round(1)

# %% [markdown]
# Dentro il social si riempiono {{ it(catalogo.loc["social", "carrelli_per_100_viste"], 1) }} carrelli ogni 100 pagine guardate,
# contro {{ it(catalogo.loc["sito", "carrelli_per_100_viste"], 1) }} sul sito. Poi però se ne pagano
# {{ it(catalogo.loc["social", "pagati_per_100_carrelli"], 0) }} su 100, contro {{ it(catalogo.loc["sito", "pagati_per_100_carrelli"], 0) }}
# su 100. Su tutto il percorso, ogni 100 pagine guardate i carrelli pagati sono
# {{ it(catalogo.loc["social", "pagati_per_100_viste"], 1) }} nel social e {{ it(catalogo.loc["sito", "pagati_per_100_viste"], 1) }} sul sito.
# Riempire un carrello è facile, pagarlo è un'altra cosa.
#
# ### I video
#
# Il testo di partenza dice che questa è l'epoca dei video e dell'audio. Un video cominciato però non è un video visto. Il
# **tasso di completamento** divide le visioni arrivate alla fine per quelle cominciate.

# %%
video = azioni[azioni["formato"] == "video"]
visioni = video.groupby("durata_secondi")[["costo", "video_avviati", "video_completati"]].sum()
visioni["tasso_di_completamento"] = visioni["video_completati"] / visioni["video_avviati"]
visioni

# %% [markdown] exercise="5.4" role="prompt" objective="C" minutes=3 kind="series" decimals=3
# ### Esercizio 5.4 · Quanto costa una visione intera
#
# Per ogni durata, calcola quanti euro costa una visione arrivata alla fine.
#
# **Forma:** un numero per durata, con 3 decimali.

# %% exercise="5.4" role="answer"
### BEGIN SOLUTION
costo_per_completata = visioni["costo"] / visioni["video_completati"]
### END SOLUTION

# %% exercise="5.4" role="check"
check("5.4", costo_per_completata)

# %% exercise="5.4" role="wrong" mistake="avviate"
# Hai diviso per le visioni cominciate. Molte si fermano prima della fine: quale colonna conta quelle complete?
costo_per_completata = visioni["costo"] / visioni["video_avviati"]

# %% exercise="5.4" role="wrong" mistake="capovolto"
# Hai diviso le visioni per gli euro: così sai quante ne compri con un euro. Cerchi gli euro per una visione: che cosa va sopra?
costo_per_completata = visioni["video_completati"] / visioni["costo"]

# %% exercise="5.4" role="wrong" mistake="tasso"
# Questo è il tasso di completamento: non contiene nessun euro. Cerchi gli euro per una visione intera: quali due colonne dividi, e
# quale va sopra?
costo_per_completata = visioni["tasso_di_completamento"]

# %% exercise="5.4" role="wrong" mistake="media_dei_rapporti"
# Hai fatto un costo per ogni video e poi la media: un video quasi mai finito pesa come uno visto da migliaia di persone. Parti
# dalle somme: quale tabella le ha già?
un_video = video.copy()
un_video["rapporto"] = un_video["costo"] / un_video["video_completati"]
costo_per_completata = un_video.groupby("durata_secondi")["rapporto"].mean()

# %% [markdown] exercise="5.4" role="hint"
# Quale colonna di `visioni` conta le visioni arrivate alla fine?

# %% [markdown] exercise="5.4" role="hint"
# È una divisione fra due colonne di `visioni`: sopra gli euro, sotto le visioni complete.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Da {{ euro(costo_per_completata.loc[15], 2) }} per i video di 15 secondi a {{ euro(costo_per_completata.loc[180], 2) }} per quelli
# di tre minuti. Attenzione però: finire 15 secondi e finire tre minuti non è la stessa attenzione.
#
# </details>

# %% [markdown] minutes=2
# ## 6. Influence: una condivisione ne porta altre?
#
# In `condivisioni` ogni riga è una condivisione. La colonna `da` dice da quale altra condivisione viene; se è vuota, chi condivide
# ha preso il contenuto direttamente dal post. Una condivisione che ne porta altre, e queste altre ancora, è una **cascata**.

# %%
condivisioni = load("condivisioni")
condivisioni[["condivisione", "azione", "chi_pubblica", "da", "ore"]].tail(3)

# %% [markdown]
# Chiamiamo *ricondivisioni* le righe in cui `da` non è vuota. Divise per tutte le condivisioni, dicono quante ricondivisioni
# porta in media una condivisione.

# %%
condivisioni["da"].notna().mean()

# %% [markdown]
# Il numero cambia con chi pubblica? Per ripetere lo stesso conto è comoda una **funzione**: `def` le dà un nome, e `return`
# dice che cosa restituisce. Le righe dentro sono spostate a destra.

# %% [markdown] exercise="5.5" role="prompt" objective="C" minutes=5 kind="function"
# ### Esercizio 5.5 · Quanto si ricondivide
#
# Completa la funzione. Riceve in `chi` chi ha pubblicato, per esempio `"cliente"`. Restituisce le ricondivisioni per
# condivisione dei suoi contenuti. Le righe della traccia devono restare allineate ai tre puntini.
#
# **Forma:** una funzione con un argomento, che restituisce un numero fra 0 e 1.

# %% exercise="5.5" role="answer"
def ricondivisioni_di(chi):
    ### BEGIN SOLUTION
    sue = condivisioni[condivisioni["chi_pubblica"] == chi]
    return sue["da"].notna().mean()
    ### END SOLUTION
    # sue = condivisioni[condivisioni[______] == chi]
    # return sue[______].notna().mean()


# %% exercise="5.5" role="check"
check("5.5", ricondivisioni_di)

# %% exercise="5.5" role="probes"
[("cliente",), ("azienda",)]

# %% exercise="5.5" role="hidden"
[("influencer",)]

# %% exercise="5.5" role="wrong" mistake="le_prime"
# Hai contato le righe in cui `da` è vuota: sono le condivisioni prese dal post. Quale comando vuol dire «non è vuota»?
def ricondivisioni_di(chi):
    sue = condivisioni[condivisioni["chi_pubblica"] == chi]
    return sue["da"].isna().mean()


# %% exercise="5.5" role="wrong" mistake="denominatore"
# Hai diviso per le condivisioni prese dal post. Anche una ricondivisione può portarne altre: il tutto sono **tutte** le righe.
# Quale comando fa già questa divisione?
def ricondivisioni_di(chi):
    sue = condivisioni[condivisioni["chi_pubblica"] == chi]
    return sue["da"].notna().sum() / sue["da"].isna().sum()


# %% exercise="5.5" role="wrong" mistake="conteggio"
# La funzione conta le ricondivisioni. Per dividerle per tutte le righe, quale comando prende il posto di `sum`?
def ricondivisioni_di(chi):
    sue = condivisioni[condivisioni["chi_pubblica"] == chi]
    return sue["da"].notna().sum()


# %% exercise="5.5" role="wrong" mistake="tutti"
# La funzione filtra, ma poi fa la media su tutta la tabella. Di quale tabella va presa la colonna `da`?
def ricondivisioni_di(chi):
    sue = condivisioni[condivisioni["chi_pubblica"] == chi]
    return condivisioni["da"].notna().mean()


# %% exercise="5.5" role="wrong" mistake="sempre_cliente"
# La funzione guarda sempre i clienti, qualunque nome riceva. Quale nome, senza virgolette, va al posto di `"cliente"`?
def ricondivisioni_di(chi):
    sue = condivisioni[condivisioni["chi_pubblica"] == "cliente"]
    return sue["da"].notna().mean()


# %% exercise="5.5" role="wrong" mistake="senza_return"
# La funzione fa il conto, ma non restituisce niente. Quale parola apre l'ultima riga?
def ricondivisioni_di(chi):
    sue = condivisioni[condivisioni["chi_pubblica"] == chi]
    media = sue["da"].notna().mean()


# %% [markdown] exercise="5.5" role="hint"
# Due righe: un filtro su `chi_pubblica`, poi la media di `.notna()` sulla colonna `da`, come nella cella qui sopra.

# %% [markdown] exercise="5.5" role="hint"
# Nella seconda riga la tabella è `sue`, e davanti c'è `return`.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Cliente {{ it(ricondivisioni_di("cliente"), 2) }}, influencer {{ it(ricondivisioni_di("influencer"), 2) }}, azienda
# {{ it(ricondivisioni_di("azienda"), 2) }}. Sotto 1 la cascata prima o poi si spegne da sola. Ma anche sotto 1 il numero conta:
# con {{ it(ricondivisioni_di("cliente"), 2) }}, da ogni prima condivisione ne vengono in tutto, in media, circa
# {{ it(1 / (1 - ricondivisioni_di("cliente")), 1) }}, lei compresa.
#
# </details>
#
# Su tutte le condivisioni insieme, il comando `reshares_per_share` fa lo stesso conto e aggiunge l'intervallo.

# %%
reshares_per_share(condivisioni)

# %% [markdown]
# «Diventare virali» qui è raro: delle {{ it(condivisioni["azione"].nunique()) }} cascate la più grande ha
# {{ it(condivisioni["azione"].value_counts().max()) }} condivisioni, e metà ne hanno al massimo
# {{ it(condivisioni["azione"].value_counts().median(), 0) }}.

# %% [markdown] minutes=2
# ## 7. Messaging: il programma che dice di esserlo
#
# Un **chatbot** è un programma che risponde ai messaggi. Il testo di partenza lo descrive come un software che fa credere di
# parlare con una persona vera. L'Unione europea chiede il contrario: chi parla con un programma deve saperlo, a meno che sia
# evidente (Regolamento UE 2024/1689, articolo 50). Quello di Fiatolungo si presenta così.

# %%
assistente = Chatbot(load("faq"))
assistente.hello

# %% [markdown]
# Cerca fra risposte scritte da persone, le *FAQ* (domande frequenti). Se non trova niente di abbastanza simile, lo dice. Scrivi una
# domanda e premi **Invio**; poi provane una a cui secondo te non sa rispondere.

# %% jupyter={"source_hidden": true}
def chiedi(domanda):
    return assistente.hello if not domanda.strip() else f"Assistente automatico: {assistente.ask(domanda).text}"


explore(chiedi, domanda=text("La tua domanda", "Quanto costa la spedizione?"))

# %% [markdown]
# Quanto è bravo? Lo proviamo con domande mai viste, di cui conosciamo la risposta.

# %%
esame = assistente.trial(load("faq_prova"))
esame[["domande", "su", "quota"]].round(2)

# %% [markdown]
# `su` dice fra quante domande si conta. Alcune hanno una risposta fra le FAQ: su {{ it(esame.loc["giusta", "su"]) }} così, risponde
# bene a {{ it(esame.loc["giusta", "domande"]) }}. Altre non ce l'hanno, e lì dovrebbe dirlo. Quando dà una risposta che non
# c'entra, usa lo stesso tono sicuro: per questo serve sempre una persona a cui passare la domanda.

# %% [markdown] minutes=4
# ## 8. Spostare il budget
#
# Torniamo a Tullio. Nei messaggi un acquisto costa meno: se ci spende di più, costerà ancora così poco? Il costo medio non lo dice:
# guarda gli euro già spesi, non i prossimi. Perciò Nives ha fatto una prova di un anno. Ogni settimana la spesa di ogni dimensione
# è stata **tirata a sorte** fra cinque livelli, compreso lo zero.

# %%
spese = load("spese")
prova_a_sorte = spese[spese["periodo"] == "prova"]
solo_messaging = prova_a_sorte[prova_a_sorte["dimensione"] == "messaging"]
solo_messaging.groupby("spesa")["conversioni"].mean()

# %% [markdown]
# Con zero euro ci sono già delle conversioni: sono quelle che arrivano comunque. I primi euro ne aggiungono molte, quelli dopo sempre
# meno. Si chiamano **rendimenti decrescenti**. La **curva di risposta** è la linea che passa vicino a questi punti: per ogni spesa
# dice quante conversioni *in più* porta. Il comando `response_curves` ne stima una per dimensione.

# %%
curve = response_curves(prova_a_sorte)
curve["messaging"].value(90), curve["messaging"].value(390)

# %% [markdown]
# Con 90 euro a settimana i messaggi portano {{ it(curve["messaging"].value(90), 1) }} conversioni in più. Con 390 euro ne portano
# {{ it(curve["messaging"].value(390), 1) }}: la spesa è più che quadruplicata, le conversioni no. E 390 euro non li ha mai provati
# nessuno: oltre {{ euro(curve["messaging"].most, 0) }} la curva è un'ipotesi.

# %% [markdown] exercise="5.6" role="prompt" objective="D" minutes=6 kind="number" decimals=2
# ### Esercizio 5.6 · Il piano di Tullio
#
# Oggi Fiatolungo spende in media, ogni settimana, 90 euro in messaging e 700 in advertising. Tullio vuole spostare 300 euro:
# diventano 390 e 400. Di quante conversioni a settimana cambia il totale, contando quelle che si guadagnano **e** quelle che
# si perdono?
#
# **Forma:** un numero con 2 decimali. È negativo se il piano fa perdere conversioni.

# %% exercise="5.6" role="answer"
### BEGIN SOLUTION
guadagno_messaging = curve["messaging"].value(390) - curve["messaging"].value(90)
perdita_advertising = curve["advertising"].value(700) - curve["advertising"].value(400)
effetto_del_piano = guadagno_messaging - perdita_advertising
### END SOLUTION
# guadagno_messaging = curve["messaging"].value(______) - curve["messaging"].value(______)
# perdita_advertising = curve["advertising"].value(______) - curve["advertising"].value(______)
# effetto_del_piano = ______ - ______

# %% exercise="5.6" role="check"
check("5.6", effetto_del_piano)

# %% exercise="5.6" role="wrong" mistake="solo_guadagno"
# Hai contato solo ciò che guadagnano i messaggi. I 300 euro vengono dalla pubblicità: che cosa si perde lì?
effetto_del_piano = curve["messaging"].value(390) - curve["messaging"].value(90)

# %% exercise="5.6" role="wrong" mistake="solo_perdita"
# Hai contato solo ciò che perde la pubblicità. I 300 euro vanno ai messaggi: che cosa si guadagna lì?
effetto_del_piano = curve["advertising"].value(400) - curve["advertising"].value(700)

# %% exercise="5.6" role="wrong" mistake="segno"
# Hai tolto il guadagno dalla perdita: il segno è rovesciato. Con un guadagno grande l'effetto deve essere positivo: quale dei due
# va per primo?
effetto_del_piano = (curve["advertising"].value(700) - curve["advertising"].value(400)) - (
    curve["messaging"].value(390) - curve["messaging"].value(90)
)

# %% exercise="5.6" role="wrong" mistake="somma"
# Hai sommato guadagno e perdita, come se la pubblicità migliorasse con meno soldi. Quale segno ci vuole fra i due?
effetto_del_piano = (curve["messaging"].value(390) - curve["messaging"].value(90)) + (
    curve["advertising"].value(700) - curve["advertising"].value(400)
)

# %% exercise="5.6" role="wrong" mistake="costo_medio"
# Hai usato il costo medio, come se i prossimi 300 euro rendessero quanto quelli già spesi. Le curve dicono di no: quale valore
# hanno prima e dopo lo spostamento?
effetto_del_piano = 300 / costo_per_conversione["messaging"] - 300 / costo_per_conversione["advertising"]

# %% exercise="5.6" role="wrong" mistake="solo_trecento"
# Hai letto le curve a 300 euro. Ma 300 è lo spostamento: le spese passano da 90 a 390 e da 700 a 400. Quali valori servono?
effetto_del_piano = curve["messaging"].value(300) - curve["advertising"].value(300)

# %% [markdown] exercise="5.6" role="hint"
# In messaging si passa da 90 a 390 euro: il guadagno è il valore della curva a 390 meno il valore a 90.

# %% [markdown] exercise="5.6" role="hint"
# In advertising si passa da 700 a 400 euro: la perdita è il valore a 700 meno il valore a 400. Poi, guadagno meno perdita.

# %% [markdown] minutes=1
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Secondo le curve il piano cambia le conversioni di {{ it(effetto_del_piano, 1) }} a settimana. Secondo il costo medio sarebbero state
# {{ it(300 / costo_per_conversione["messaging"] - 300 / costo_per_conversione["advertising"], 0) }} in più. La media guarda gli euro già
# spesi; per decidere servono i prossimi. Il primo numero però è incerto: 390 euro non li ha mai provati nessuno. Dice che il grande
# guadagno promesso dalla media non si vede, non che il piano faccia perdere di sicuro. L'avevi previsto?
#
# </details>

# %% [markdown] minutes=2
# ## Muovi: dividi tu il budget
#
# Hai 1.470 euro a settimana, quanti ne spende oggi Fiatolungo. Cambia le quattro caselle: il punto si sposta lungo ogni curva, e
# la frase sotto dice quante conversioni ti aspetti. I puntini sottili sono spese mai provate. Dove la linea è ripida, un euro in
# più rende molto; dove è piatta, poco o niente.

# %% jupyter={"source_hidden": true}
BUDGET = 1470


def dividi(content, advertising, messaging, influence):
    scelta = {"content": content, "advertising": advertising, "messaging": messaging, "influence": influence}
    figura, assi = plt.subplots(figsize=(8, 4))
    stili = zip(scelta.items(), PALETTE[1:], ["-", "--", "-.", (0, (5, 1, 1, 1, 1, 1))], ["o", "s", "^", "D"])
    for (nome, spesa), colore, linea, segno in stili:
        provate = [curve[nome].most * passo / 50 for passo in range(51)]
        if spesa > curve[nome].most:
            oltre = [curve[nome].most + (spesa - curve[nome].most) * passo / 50 for passo in range(51)]
            assi.plot(oltre, [curve[nome].value(uno) for uno in oltre], color=colore, linestyle=":", linewidth=1.5)
        assi.plot(provate, [curve[nome].value(uno) for uno in provate], color=colore, linestyle=linea, label=nome)
        assi.plot([spesa], [curve[nome].value(spesa)], segno, color=colore, markersize=9)
    assi.set_xlim(0, 1800)
    assi.set_ylim(0, 75)
    assi.set_xlabel("euro a settimana")
    assi.set_ylabel("conversioni in più a settimana")
    assi.legend(loc="upper left", ncols=2)
    italian_axis(assi, x="number", y="number", decimals=0)
    resto = BUDGET - sum(scelta.values())
    totale, speso = sum(curve[nome].value(spesa) for nome, spesa in scelta.items()), sum(scelta.values())
    migliore = allocate(speso, curve).total if speso else 0
    conto = f"ti restano {euro(resto, 0)}" if resto > 0 else f"sono {euro(-resto, 0)} oltre il budget"
    conto = "il budget è speso tutto" if resto == 0 else conto
    mai_provate = [nome for nome, spesa in scelta.items() if spesa > curve[nome].most]
    frase = (
        f"Spendi {euro(speso, 0)}: {conto}. Ti aspetti {it(totale, 1)} conversioni in più a settimana; con gli stessi euro "
        f"la divisione migliore, secondo le curve, ne porterebbe {it(migliore, 1)}."
    )
    if mai_provate:
        frase += f" Attenzione: per {', '.join(mai_provate)} una spesa così non è mai stata provata."
    dette = ", ".join(f"{nome} {euro(spesa, 0)} e {it(curve[nome].value(spesa), 1)} conversioni" for nome, spesa in scelta.items())
    return picture(figura, f"Quattro curve che salgono sempre meno, con un punto ciascuna: {dette}.", frase)


explore(
    dividi,
    content=number("Content", 0, 1470, value=250, step=10, kind="euro"),
    advertising=number("Advertising", 0, 1470, value=700, step=10, kind="euro"),
    messaging=number("Messaging", 0, 1470, value=90, step=10, kind="euro"),
    influence=number("Influence", 0, 1470, value=430, step=10, kind="euro"),
)

# %% [markdown] minutes=2
# ## Il piano del prossimo trimestre
#
# Il comando `allocate` mette pochi euro per volta dove in quel momento rendono di più. Confrontiamo con la divisione di oggi.

# %%
oggi = {"content": 250, "advertising": 700, "messaging": 90, "influence": 430}
piano = allocate(1470, curve, oggi)
piano.table[["spesa_attuale", "spesa_consigliata", "conversioni_attuali", "conversioni_consigliate"]].round(1)

# %%
piano.loss

# %% [markdown]
# Secondo le curve, la divisione di oggi perde queste conversioni a settimana rispetto al piano: {{ it(piano.loss.stima, 1) }}.
# L'intervallo va da {{ it(piano.loss.limite_inf, 1) }} a {{ it(piano.loss.limite_sup, 1) }}. Se comprende lo zero, il piano
# potrebbe non cambiare niente, o perfino peggiorare. In un trimestre, cioè 13 settimane, sarebbero circa
# {{ it(13 * piano.loss.stima, 0) }} conversioni: da questi dati non si può dire che il piano sia migliore della divisione di oggi.
#
# Nives propone: niente rivoluzioni. Spostare una parte degli euro verso le spese consigliate, restare dentro quelle già provate, e
# continuare a tirare a sorte in qualche settimana, per vedere se funziona. Tullio e Ginevra avevano letto bene i loro numeri. Ma
# ognuno aveva guardato un tasso solo.

# %% [markdown] minutes=2
# ## Controlla che cosa hai capito

# %% [markdown] quiz="5.a"
# Un influencer pagato parla di uno zaino nel suo profilo. In quale dimensione sta?
#
# - [ ] Solo influence: è lui che pubblica.
#   > Pubblica lui, ma qualcuno ha pagato. Il metodo permette due etichette.
# - [ ] Solo advertising: è pagato.
#   > È pagato, ma il contenuto sta nel profilo di un altro, davanti al suo pubblico.
# - [x] Influence, e come seconda etichetta advertising.
#   > Esatto. Le dimensioni si sovrappongono, e i metadati lo dicono: chi pubblica e se è pagato.
#
# Due post hanno le stesse parole, uno gratuito e uno pagato. Un programma li distingue leggendo il testo?
#
# - [ ] Sì, se il programma è abbastanza bravo.
#   > Nessun programma può: il testo è identico. La differenza sta nei metadati.
# - [x] No: servono i metadati.
#   > Esatto. Testi uguali ricevono per forza la stessa etichetta.
# - [ ] Sì, se il testo è lungo.
#   > Anche lungo, è lo stesso testo. Serve sapere se è pagato.
#
# Una dimensione ha il costo per conversione più basso. Che cosa sai sui prossimi 500 euro?
#
# - [x] Ancora poco: serve sapere quanto porta una spesa più alta.
#   > Esatto. Lo dice una prova con spese diverse, o una curva stimata da quella prova.
# - [ ] Che lì renderanno più che altrove.
#   > Il costo medio parla degli euro già spesi. I prossimi rendono meno, e forse meno che altrove.
# - [ ] Che lì renderanno uguale.
#   > Sarebbe vero solo se la curva fosse una linea dritta. Quasi mai lo è.
#
# Una condivisione porta in media 0,7 ricondivisioni. Che cosa succede alla cascata?
#
# - [ ] Cresce senza fine.
#   > Per crescere sempre ne servirebbe più di una per ogni condivisione.
# - [x] Si spegne, ma dopo aver portato altre condivisioni.
#   > Esatto. Sotto 1 si spegne, e intanto si somma.
# - [ ] Non parte nemmeno.
#   > Parte: dieci condivisioni ne portano circa sette, poi cinque, poi tre e mezzo.

# %%
quiz("5.a")

# %% [markdown] minutes=2
# ## Che cosa non puoi concludere
#
# - **Dal costo al merito.** In `azioni` manca un gruppo che non ha visto niente. Una parte degli acquisti sarebbe arrivata comunque.
# - **Da un tasso alla dimensione migliore.** Dipende dallo scopo: farsi conoscere, far reagire, vendere.
# - **Oltre le spese provate.** Lì la curva è un'ipotesi.
# - **Che ogni dimensione lavori da sola.** Qui è così. Nella realtà un annuncio può far leggere un messaggio.
# - **Che l'effetto arrivi subito.** Qui arriva nella stessa settimana. Un contenuto vero può vendere anche mesi dopo, come nella
#   lezione 03.
# - **Dal feed giocattolo a quelli veri.** I pesi veri non li conosciamo, e cambiano.
# - **Che una condivisione convinca.** Chi condivide e chi vede forse si somigliano già.
# - **Privacy e legge.** Un messaggio privato contiene dati personali: servono una base giuridica e un'informativa (Regolamento UE
#   2016/679). Mandare pubblicità a una lista richiede, di regola, un consenso. Il chatbot deve dire che è un programma. Una pubblicità
#   va riconosciuta come tale, anche quando la fa un influencer. Questa lezione non è un parere legale.
# - **Piattaforme.** Ognuna ha le sue regole sui dati che si possono raccogliere, e le cambia: leggi quelle in vigore. Qui tutto
#   è inventato.

# %% [markdown] minutes=1
# ## Mettiti alla prova
#
# Altre azioni, altre cascate, un'altra prova di spesa: le tue. Esegui la cella qui sotto, poi, prima di ogni esercizio, quella che
# mostra la domanda. Qui ogni azione ha una dimensione sola.

# %% role="load"
prova = load_variant("05")
azioni_prova = prova["azioni"]
condivisioni_prova = prova["condivisioni"]
prova_spesa = prova["prova_spesa"]
azioni_prova.head()

# %%
prova.domanda("tasso")

# %% [markdown] exercise="5.7" role="prompt" objective="B" minutes=3 kind="number" decimals=3 graded=true
# ### Esercizio 5.7 · Un tasso con il suo denominatore
#
# Rispondi alla domanda qui sopra con la tabella `azioni_prova`.
#
# **Forma:** un numero con 3 decimali.

# %% exercise="5.7" role="answer"
### BEGIN SOLUTION
nel_mese = azioni_prova[azioni_prova["mese"] == prova["mese"]]
nella_dimensione = nel_mese[nel_mese["dimensione"] == prova["dimensione"]]
tasso_prova = nella_dimensione[prova["numeratore"]].sum() / nella_dimensione[prova["denominatore"]].sum() * prova["ogni"]
### END SOLUTION

# %% exercise="5.7" role="check"
check("5.7", tasso_prova)

# %% exercise="5.7" role="wrong" mistake="tutti_i_mesi"
# Hai usato tutti i mesi. La domanda parla di uno solo: quale filtro manca?
nella_dimensione = azioni_prova[azioni_prova["dimensione"] == prova["dimensione"]]
tasso_prova = nella_dimensione[prova["numeratore"]].sum() / nella_dimensione[prova["denominatore"]].sum() * prova["ogni"]

# %% exercise="5.7" role="wrong" mistake="capovolto"
# Hai messo sopra il denominatore. Dopo «ogni» ci sono un numero e un nome: il nome va sotto. Qual è?
nel_mese = azioni_prova[azioni_prova["mese"] == prova["mese"]]
nella_dimensione = nel_mese[nel_mese["dimensione"] == prova["dimensione"]]
tasso_prova = nella_dimensione[prova["denominatore"]].sum() / nella_dimensione[prova["numeratore"]].sum() * prova["ogni"]

# %% exercise="5.7" role="wrong" mistake="senza_ogni"
# La divisione c'è. Ma la domanda chiede il tasso «ogni» un certo numero: per quale numero devi moltiplicare?
nel_mese = azioni_prova[azioni_prova["mese"] == prova["mese"]]
nella_dimensione = nel_mese[nel_mese["dimensione"] == prova["dimensione"]]
tasso_prova = nella_dimensione[prova["numeratore"]].sum() / nella_dimensione[prova["denominatore"]].sum()

# %% exercise="5.7" role="wrong" mistake="media_dei_tassi"
# Hai fatto un tasso per ogni azione e poi la media. La domanda vuole una somma divisa per un'altra: che cosa sommi per primo?
nel_mese = azioni_prova[azioni_prova["mese"] == prova["mese"]]
nella_dimensione = nel_mese[nel_mese["dimensione"] == prova["dimensione"]]
nella_dimensione = nella_dimensione[nella_dimensione[prova["denominatore"]] > 0]
tasso_prova = (nella_dimensione[prova["numeratore"]] / nella_dimensione[prova["denominatore"]]).mean() * prova["ogni"]

# %% [markdown] exercise="5.7" role="hint"
# Due filtri, uno alla volta: il mese e la dimensione. Poi la somma di una colonna divisa per la somma dell'altra.

# %% [markdown] exercise="5.7" role="hint"
# Dopo «ogni» ci sono un numero e un nome. Il nome dice la colonna che va sotto; il numero, per quanto moltiplicare.

# %%
prova.domanda("dimensione")

# %% [markdown] exercise="5.8" role="prompt" objective="B" minutes=2 kind="text" graded=true
# ### Esercizio 5.8 · Dove un acquisto costa meno
#
# Rispondi alla domanda qui sopra.
#
# **Forma:** il nome della dimensione, fra virgolette.

# %% exercise="5.8" role="answer"
### BEGIN SOLUTION
somme_prova = azioni_prova.groupby("dimensione")[["costo", "conversioni"]].sum()
dimensione_prova = (somme_prova["costo"] / somme_prova["conversioni"]).idxmin()
### END SOLUTION

# %% exercise="5.8" role="check"
check("5.8", dimensione_prova)

# %% exercise="5.8" role="wrong" mistake="piu_conversioni"
# Hai scelto la dimensione con più conversioni in tutto. La domanda chiede dove una conversione costa meno: per che cosa dividi
# gli euro?
dimensione_prova = azioni_prova.groupby("dimensione")["conversioni"].sum().idxmax()

# %% exercise="5.8" role="wrong" mistake="per_clic"
# Hai scelto chi converte meglio i clic. Qui contano gli euro: quale colonna va sopra?
somme_prova = azioni_prova.groupby("dimensione")[["clic", "conversioni"]].sum()
dimensione_prova = (somme_prova["conversioni"] / somme_prova["clic"]).idxmax()

# %% exercise="5.8" role="wrong" mistake="piu_interazioni"
# Hai scelto chi fa reagire di più. Un'interazione non è un acquisto: quali due colonne servono?
somme_prova = azioni_prova.groupby("dimensione")[["interazioni", "raggiunte"]].sum()
dimensione_prova = (somme_prova["interazioni"] / somme_prova["raggiunte"]).idxmax()

# %% [markdown] exercise="5.8" role="hint"
# Somma costi e conversioni per dimensione con `groupby`, poi dividi, come nell'esercizio 5.2.

# %% [markdown] exercise="5.8" role="hint"
# Cerca il numero più basso e scrivi il nome della sua riga fra virgolette.

# %%
prova.domanda("ricondivisioni")

# %% [markdown] exercise="5.9" role="prompt" objective="C" minutes=2 kind="number" decimals=4 graded=true
# ### Esercizio 5.9 · Ricondivisioni per condivisione
#
# Rispondi alla domanda qui sopra con la tabella `condivisioni_prova`.
#
# **Forma:** un numero con 4 decimali.

# %% exercise="5.9" role="answer"
### BEGIN SOLUTION
ricondivisioni_prova = condivisioni_prova["da"].notna().mean()
### END SOLUTION

# %% exercise="5.9" role="check"
check("5.9", ricondivisioni_prova)

# %% exercise="5.9" role="wrong" mistake="denominatore"
# Hai diviso per le condivisioni prese dal post. Anche le ricondivisioni sono condivisioni: quante righe ha, in tutto, la tabella?
ricondivisioni_prova = condivisioni_prova["da"].notna().sum() / condivisioni_prova["da"].isna().sum()

# %% exercise="5.9" role="wrong" mistake="per_post"
# Hai diviso per il numero di post. Il tutto sono le condivisioni, cioè le righe: quale comando fa già questa divisione?
ricondivisioni_prova = condivisioni_prova["da"].notna().sum() / condivisioni_prova["post"].nunique()

# %% exercise="5.9" role="wrong" mistake="conteggio"
# Hai contato le ricondivisioni. Manca la divisione: per quante condivisioni?
ricondivisioni_prova = condivisioni_prova["da"].notna().sum()

# %% [markdown] exercise="5.9" role="hint"
# È il conto della sezione 6: le righe in cui `da` non è vuota, divise per tutte le righe.

# %% [markdown] exercise="5.9" role="hint"
# La media di `.notna()` fa le due cose insieme.

# %% [markdown]
# Le prossime due domande usano `prova_spesa`: in ogni settimana la spesa di un canale è stata tirata a sorte. Questa cella mette in
# tabella le conversioni medie: una riga per canale, una colonna per spesa.

# %% jupyter={"source_hidden": true}
prova_spesa.pivot_table(index="canale", columns="spesa", values="conversioni")

# %%
prova.domanda("passo")

# %% [markdown] exercise="5.10" role="prompt" objective="D" minutes=3 kind="number" decimals=2 graded=true
# ### Esercizio 5.10 · Quanto aggiunge il passo
#
# Rispondi alla domanda qui sopra.
#
# **Forma:** un numero con 2 decimali.

# %% exercise="5.10" role="answer"
### BEGIN SOLUTION
nel_canale = prova_spesa[prova_spesa["canale"] == prova["canale"]]
medie_per_spesa = nel_canale.groupby("spesa")["conversioni"].mean()
passo_prova = medie_per_spesa[prova["spesa_a"]] - medie_per_spesa[prova["spesa_da"]]
### END SOLUTION

# %% exercise="5.10" role="check"
check("5.10", passo_prova)

# %% exercise="5.10" role="wrong" mistake="da_zero"
# Hai confrontato con la spesa zero. La domanda parte da una spesa già fatta: quale?
nel_canale = prova_spesa[prova_spesa["canale"] == prova["canale"]]
medie_per_spesa = nel_canale.groupby("spesa")["conversioni"].mean()
passo_prova = medie_per_spesa[prova["spesa_a"]] - medie_per_spesa[0]

# %% exercise="5.10" role="wrong" mistake="senza_differenza"
# Queste sono le conversioni con la spesa più alta. La domanda dice «in più»: che cosa va tolto?
nel_canale = prova_spesa[prova_spesa["canale"] == prova["canale"]]
passo_prova = nel_canale.groupby("spesa")["conversioni"].mean()[prova["spesa_a"]]

# %% exercise="5.10" role="wrong" mistake="somma"
# Hai sottratto due totali. La domanda chiede quante conversioni a settimana, in media: quale comando serve?
nel_canale = prova_spesa[prova_spesa["canale"] == prova["canale"]]
totali = nel_canale.groupby("spesa")["conversioni"].sum()
passo_prova = totali[prova["spesa_a"]] - totali[prova["spesa_da"]]

# %% exercise="5.10" role="wrong" mistake="ordine"
# Hai fatto la media della spesa più bassa meno quella della più alta. «In più» vuole l'ordine contrario: quale va per prima?
nel_canale = prova_spesa[prova_spesa["canale"] == prova["canale"]]
medie_per_spesa = nel_canale.groupby("spesa")["conversioni"].mean()
passo_prova = medie_per_spesa[prova["spesa_da"]] - medie_per_spesa[prova["spesa_a"]]

# %% exercise="5.10" role="wrong" mistake="due_canali"
# Hai messo insieme i due canali. La domanda ne nomina uno: quale filtro manca?
medie_per_spesa = prova_spesa.groupby("spesa")["conversioni"].mean()
passo_prova = medie_per_spesa[prova["spesa_a"]] - medie_per_spesa[prova["spesa_da"]]

# %% [markdown] exercise="5.10" role="hint"
# Nella tabella qui sopra cerca la riga del canale e le due colonne di spesa che la domanda nomina.

# %% [markdown] exercise="5.10" role="hint"
# Prendi la media con la spesa più alta e togli la media con la spesa più bassa.

# %%
prova.domanda("canale")

# %% [markdown] exercise="5.11" role="prompt" objective="D" minutes=2 kind="text" graded=true
# ### Esercizio 5.11 · Dove aggiungere
#
# Rispondi alla domanda qui sopra guardando la tabella delle conversioni medie.
#
# **Forma:** il nome del canale, fra virgolette.

# %% exercise="5.11" role="answer"
### BEGIN SOLUTION
con_piu = prova_spesa[prova_spesa["spesa"] == prova["spesa_a"]].groupby("canale")["conversioni"].mean()
con_meno = prova_spesa[prova_spesa["spesa"] == prova["spesa_da"]].groupby("canale")["conversioni"].mean()
canale_prova = (con_piu - con_meno).idxmax()
### END SOLUTION

# %% exercise="5.11" role="check"
check("5.11", canale_prova)

# %% exercise="5.11" role="wrong" mistake="piu_conversioni"
# Hai scelto il canale con più conversioni in tutto. La domanda chiede dove *aggiungere* euro rende di più: quali due colonne
# vanno confrontate?
canale_prova = prova_spesa.groupby("canale")["conversioni"].sum().idxmax()

# %% [markdown] exercise="5.11" role="hint"
# Per ogni canale fai la stessa sottrazione della domanda precedente.

# %% [markdown] exercise="5.11" role="hint"
# Vince la differenza più grande, non la media più grande.

# %% [markdown] layer="deep" minutes=1
# ## Approfondimento: quando la stagione inganna
#
# Questa parte è facoltativa ed è chiusa: per aprirla premi il pulsante con il +, qui sotto, oppure la freccia accanto al titolo
# (*cells hidden* vuol dire celle nascoste). La domanda: serviva proprio tirare a sorte? Nei dati dell'anno prima la spesa cambiava già.

# %% [markdown] minutes=5
# ### L'anno in cui Tullio sceglieva
#
# Nel periodo `abituale` la spesa la decideva Tullio. Sentiva arrivare le settimane buone, e in quelle spendeva di più. Stimiamo le
# curve anche su quell'anno, e confrontiamole con quelle della prova.

# %%
abituale = spese[spese["periodo"] == "abituale"]
curve_abituali = response_curves(abituale)
curve_abituali["advertising"].value(700), curve["advertising"].value(700)

# %% [markdown]
# La funzione `promesse`, qui sotto, legge quattro curve alla spesa di oggi: restituisce un numero per dimensione.

# %% jupyter={"source_hidden": true}
def promesse(quattro_curve):
    return pd.Series({nome: quattro_curve[nome].value(spesa) for nome, spesa in oggi.items()}).rename_axis("dimensione")


promesse(curve)

# %% [markdown] exercise="5.12" role="prompt" objective="E" minutes=7 kind="number" decimals=2
# ### Esercizio 5.12 · Quanto si gonfia la stima
#
# Somma sulle quattro dimensioni le conversioni promesse dalle curve abituali, con la spesa di oggi. Fai lo stesso con le curve della
# prova. Quante volte la prima somma è più grande della seconda?
#
# **Forma:** un numero con 2 decimali, maggiore di zero.

# %% exercise="5.12" role="answer"
### BEGIN SOLUTION
quante_volte = promesse(curve_abituali).sum() / promesse(curve).sum()
### END SOLUTION

# %% exercise="5.12" role="check"
check("5.12", quante_volte)

# %% exercise="5.12" role="wrong" mistake="capovolto"
# Hai diviso la prova per l'anno abituale. La consegna chiede quante volte è più grande la prima: quale somma va sopra?
quante_volte = promesse(curve).sum() / promesse(curve_abituali).sum()

# %% exercise="5.12" role="wrong" mistake="differenza"
# Hai sottratto le due somme. «Quante volte» è un rapporto: quale segno serve?
quante_volte = promesse(curve_abituali).sum() - promesse(curve).sum()

# %% exercise="5.12" role="wrong" mistake="una_dimensione"
# Hai confrontato solo la pubblicità. La consegna somma le quattro dimensioni: quale comando fa la somma?
quante_volte = curve_abituali["advertising"].value(700) / curve["advertising"].value(700)

# %% exercise="5.12" role="wrong" mistake="media_dei_rapporti"
# Hai fatto un rapporto per ogni dimensione e poi la media. La consegna dice prima le somme, poi il rapporto: che cosa sommi?
quante_volte = (promesse(curve_abituali) / promesse(curve)).mean()

# %% [markdown] exercise="5.12" role="hint"
# La somma della prova si scrive `promesse(curve).sum()`. Per l'anno abituale cambia solo il nome delle curve.

# %% [markdown] exercise="5.12" role="hint"
# La somma dell'anno abituale va sopra, quella della prova sotto.

# %% [markdown] minutes=3
# <details><summary>Quando hai risposto, apri qui</summary>
#
# Le curve abituali promettono {{ it(quante_volte, 1) }} volte le conversioni della prova. C'è un motivo: nelle settimane buone si
# spendeva di più *e* si vendeva comunque di più. La stima dà alla spesa anche il merito della stagione.
#
# </details>
#
# ### Tenere conto della stagione
#
# La colonna `stagione` dice se la settimana era di stagione bassa, media o alta. Con `season="stagione"` ogni stagione ha la sua
# base di conversioni, quelle che arrivano comunque.

# %%
curve_stagione = response_curves(abituale, season="stagione")
curve_stagione["advertising"].value(700)

# %% [markdown] exercise="5.13" role="prompt" objective="E" minutes=7 kind="series" decimals=2
# ### Esercizio 5.13 · Basta la stagione?
#
# Per ogni dimensione, quante conversioni in più promettono le curve con la stagione, rispetto a quelle della prova, con la spesa di oggi?
#
# **Forma:** un numero per dimensione, nell'ordine che vuoi, con 2 decimali.

# %% exercise="5.13" role="answer"
### BEGIN SOLUTION
eccesso = promesse(curve_stagione) - promesse(curve)
### END SOLUTION

# %% exercise="5.13" role="check"
check("5.13", eccesso)

# %% exercise="5.13" role="wrong" mistake="abituali"
# Hai usato le curve senza la stagione. Quali curve tengono conto della colonna `stagione`?
eccesso = promesse(curve_abituali) - promesse(curve)

# %% exercise="5.13" role="wrong" mistake="ordine"
# Hai tolto le curve con la stagione da quelle della prova: i segni sono rovesciati. Quale va per prima?
eccesso = promesse(curve) - promesse(curve_stagione)

# %% exercise="5.13" role="wrong" mistake="senza_prova"
# Queste sono le conversioni promesse. La consegna chiede quante sono in più rispetto alla prova: che cosa va tolto?
eccesso = promesse(curve_stagione)

# %% exercise="5.13" role="wrong" mistake="quante_volte"
# Hai fatto un rapporto. «Quante in più» è una differenza: quale segno serve?
eccesso = promesse(curve_stagione) / promesse(curve)

# %% [markdown] exercise="5.13" role="hint"
# La funzione `promesse` dà un numero per dimensione: due colonne così si sottraggono come due numeri.

# %% [markdown] exercise="5.13" role="hint"
# Prima del segno meno: `promesse(curve_stagione)`.

# %% jupyter={"source_hidden": true}
figura, assi = plt.subplots(figsize=(8, 4))
stime = {"anno abituale": curve_abituali, "con la stagione": curve_stagione, "prova a sorte": curve}
for (nome, stima), colore, linea in zip(stime.items(), [PALETTE[2], PALETTE[4], PALETTE[1]], ["--", "-.", "-"]):
    spese_provate = [stima["advertising"].most * passo / 50 for passo in range(51)]
    valori = [stima["advertising"].value(spesa) for spesa in spese_provate]
    assi.plot(spese_provate, valori, color=colore, linestyle=linea, label=nome)
alla_prova = prova_a_sorte[prova_a_sorte["dimensione"] == "advertising"].groupby("spesa")["conversioni"].mean()
assi.plot(alla_prova.index, alla_prova - alla_prova[0], "o", color=PALETTE[0], label="osservato nella prova")
assi.set_xlim(0, 1800)
assi.set_ylim(bottom=0)
assi.set_xlabel("euro a settimana in advertising")
assi.set_ylabel("conversioni in più a settimana")
assi.legend()
italian_axis(assi, x="number", y="number", decimals=0)
show(
    figura,
    alt="Tre curve di advertising. Con 700 euro: "
    + ", ".join(f"{nome} {stima['advertising'].value(700):.0f}" for nome, stima in stime.items())
    + " conversioni in più. I punti osservati nella prova stanno vicino alla curva della prova.",
    summary="La stagione avvicina la stima alla prova, ma non la porta a coincidere.",
)

# %% [markdown] minutes=3
# Tenere conto della stagione aiuta, ma non basta. Tullio sentiva anche cose che nella tabella non ci sono: per esempio una gara in
# arrivo, il bel tempo, l'umore dei clienti. Un conto non può togliere un fattore che nessuno ha scritto.
#
# ### La prova che ripara
#
# Tirare a sorte spezza il legame: una settimana buona e una cattiva hanno la stessa probabilità di ricevere tanti euro. Allora basta
# la differenza fra due medie.

# %% [markdown] exercise="5.14" role="prompt" objective="E" minutes=8 kind="number" decimals=1
# ### Esercizio 5.14 · La promessa e il fatto
#
# Nella prova, in advertising, quante conversioni ci sono in più, in media, con 700 euro invece di zero? Calcolalo dalle righe di
# `prova_a_sorte`. Poi calcola di quanto la promessa di `curve_abituali` con 700 euro supera questo numero.
#
# **Forma:** un numero con 1 decimale: promessa meno osservato.

# %% exercise="5.14" role="answer"
### BEGIN SOLUTION
pubblicita = prova_a_sorte[prova_a_sorte["dimensione"] == "advertising"]
medie = pubblicita.groupby("spesa")["conversioni"].mean()
osservato = medie[700] - medie[0]
scarto = curve_abituali["advertising"].value(700) - osservato
### END SOLUTION

# %% exercise="5.14" role="check"
check("5.14", scarto)

# %% exercise="5.14" role="wrong" mistake="senza_zero"
# Hai tolto dalla promessa tutte le conversioni delle settimane da 700 euro. Una parte arriva anche con zero euro: quale media va
# tolta da `medie[700]`?
pubblicita = prova_a_sorte[prova_a_sorte["dimensione"] == "advertising"]
scarto = curve_abituali["advertising"].value(700) - pubblicita.groupby("spesa")["conversioni"].mean()[700]

# %% exercise="5.14" role="wrong" mistake="solo_osservato"
# Questa è la differenza osservata. La consegna chiede di quanto la promessa la supera: che cosa va messo prima del segno meno?
pubblicita = prova_a_sorte[prova_a_sorte["dimensione"] == "advertising"]
medie = pubblicita.groupby("spesa")["conversioni"].mean()
scarto = medie[700] - medie[0]

# %% exercise="5.14" role="wrong" mistake="curva_prova"
# Hai usato la curva della prova. La promessa è quella dell'anno in cui Tullio sceglieva: come si chiamano quelle curve?
pubblicita = prova_a_sorte[prova_a_sorte["dimensione"] == "advertising"]
medie = pubblicita.groupby("spesa")["conversioni"].mean()
scarto = curve["advertising"].value(700) - (medie[700] - medie[0])

# %% exercise="5.14" role="wrong" mistake="tutte_le_dimensioni"
# Hai fatto la media senza scegliere la dimensione. La consegna parla di advertising: quale filtro manca?
medie = prova_a_sorte.groupby("spesa")["conversioni"].mean()
scarto = curve_abituali["advertising"].value(700) - (medie[700] - medie[0])

# %% [markdown] exercise="5.14" role="hint"
# Filtra la dimensione, raggruppa per spesa e fai la media. L'osservato è `medie[700] - medie[0]`.

# %% [markdown] exercise="5.14" role="hint"
# Poi `curve_abituali["advertising"].value(700)` meno l'osservato.

# %% [markdown] minutes=5
# <details><summary>Quando hai risposto, apri qui</summary>
#
# La promessa superava il fatto di {{ it(scarto, 0) }} conversioni a settimana. Anche il fatto è incerto: ogni media viene da una
# decina di settimane.
#
# </details>
#
# Una prova ha un prezzo: qualche settimana buona riceve zero euro. Ma dopo si sa meglio dove gli euro rendono. Ogni tanto
# va ripetuta, perché le cose cambiano. Se zero è troppo, bastano anche variazioni più piccole, purché a decidere sia il caso,
# e non chi conosce la stagione.

# %% [markdown] minutes=1
# ## Punti chiave
#
# - Per classificare un'azione servono i metadati: le stesse parole possono essere gratuite o pagate.
# - Le quattro dimensioni si sovrappongono, e due etichette sono ammesse.
# - Ogni tasso ha il suo vincitore: prima viene la domanda, poi il tasso.
# - Quante persone vedono un post dipende anche dai pesi che ha scelto chi ordina il feed.
# - Sotto una ricondivisione per condivisione, la cascata si spegne.
# - Il costo medio parla degli euro già spesi; per decidere contano i prossimi.
# - Un programma che risponde da solo deve dire di essere un programma.

# %%
progress("05")

# %% [markdown]
# ## Le parole di questa lezione
#
# {{ glossario }}

# %% [markdown]
# ## Per continuare
#
# - Unione europea, [*Regolamento (UE) 2024/1689 sull'intelligenza artificiale*](https://eur-lex.europa.eu/eli/reg/2024/1689/oj?locale=it):
#   l'articolo 50 dice che cosa deve sapere chi parla con un programma (in italiano).
# - Lewis e Rao, [*The Unfavorable Economics of Measuring the Returns to Advertising*](https://doi.org/10.1093/qje/qjv023), Quarterly
#   Journal of Economics, 2015: perché è così difficile misurare quanto rende la pubblicità (in inglese).
# - Il metodo C.A.M.I. viene da un testo introduttivo sul social media marketing dei primi anni 2020, di cui non conosciamo
#   l'autore. Le prove sui dati sono nostre.
#
# **Scarica il mio lavoro.** Togli il segno `#` ed esegui la cella: mette i tuoi quaderni in un solo file da portare via.

# %%
# take_away()
