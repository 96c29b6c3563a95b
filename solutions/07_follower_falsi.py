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
#     lesson: "07"
#     title: Stima i follower falsi e guarda chi resta
#     what: >-
#       Parti da un bel numero, quello dei follower, e chiedi due cose: chi sono, e reagiscono? Nella prima parte provi le
#       regole che segnano i conti falsi e scopri che cosa vuol dire «segnato». Nella seconda stimi la quota di falsi con il suo
#       intervallo, poi metti in fila quattro pagine rivali per relazione. Ogni parte dura circa un'ora.
#     base: 120
#     deep: 60
#     data: [follower, follower_etichettati, follower_indagine, follower_reazioni, follower_verita]
#     requires: ["00", "01", "03"]
#     objectives:
#       A: Distingui falsi, bot, inattivi e spammer, e leggi un'indagine che attraversa gli anni.
#       B: Misuri quanti falsi prende una regola e quante persone accusa per errore.
#       C: Calcoli che cosa vuol dire un conto segnato quando i falsi sono pochi.
#       D: Stimi la quota di falsi con il suo intervallo e dici quando la stima non vale.
#       E: Confronti pagine per relazione e scegli l'azione che ogni reazione chiede.
#     words:
#       falso:
#         en: fake follower
#         text: Un conto creato per essere venduto come follower.
#       bot:
#         en: bot
#         text: Un conto guidato da un programma. Può essere utile e dichiarato, come chi dà il meteo.
#       inattivo:
#         en: inactive account
#         text: Un conto di una persona che non lo usa più, o che guarda senza scrivere.
#       spammer:
#         en: spammer
#         text: Chi manda lo stesso messaggio, non richiesto, a tante persone.
#       regola:
#         en: rule
#         text: Una condizione che divide i conti in due, come «meno di 30 follower».
#       sensibilità:
#         en: sensitivity, recall
#         text: Fra i falsi, la quota che una regola segna.
#       falso allarme:
#         en: false positive
#         text: Una persona vera che una regola segna per errore.
#       quota di base:
#         en: base rate, prevalence
#         text: Quanti sono i falsi nel pubblico, prima di guardare qualunque segno.
#       classificatore:
#         en: classifier
#         text: Un programma che impara da esempi già etichettati e poi mette l'etichetta a conti nuovi.
#       picco:
#         en: burst
#         text: Tanti arrivi in pochissimi giorni.
#       portata:
#         en: reach
#         text: Quante persone un messaggio può raggiungere. Qui la misuriamo con il numero di follower.
#       relazione:
#         en: engagement
#         text: Ciò che le persone fanno con una pagina. Le rispondono, la consigliano, le fanno domande.
#     variant: "07"
# ---

# %% [markdown]
# # 07. Stima i follower falsi e guarda chi resta
#
# {{ scheda }}

# %%
from kit.datasets import describe, load, load_variant
from kit.exercises import bring_back, check, hint, progress, quiz, ready, restart, solution, take_away
from kit.followers import FakeFollowerClassifier, crawl_cost, estimate_share, evaluate, evaluate_rules, evaluate_unseen, score_rules, validate
from kit.plots import italian_axis, show, style

style()
ready("07")

# %% [markdown] minutes=1
# ## La domanda
#
# **Tullio** ha ricevuto un messaggio: «Mille follower a 15 euro, consegna in due giorni». Guarda le pagine dei rivali: Quotanova
# ne ha 7.000, Scattofermo 4.600, Altocrinale 3.600. Fiatolungo si ferma a 3.000. «Con 60 euro saremmo pari alla prima!».
#
# **Nives** gli risponde con due domande: «Chi sono quei follower? E fanno qualcosa, quando pubblichiamo?».
#
# La proposta non è nuova: già nel 2012 chi scriveva di social raccontava annunci come questo. Oggi la mettiamo alla prova.

# %% [markdown] minutes=1
# ## Prima di calcolare, prevedi
#
# Fra `"fiatolungo"`, `"altocrinale"`, `"quotanova"` e `"scattofermo"`, quale pagina ha più condivisioni per ogni follower?

# %%
mia_previsione = "quotanova"
mia_previsione

# %% [markdown] minutes=3
# # Parte prima. Un bel numero
#
# ## 1. A che cosa guardano le aziende?
#
# Chi ragiona come in televisione conta il pubblico e basta: quante persone *potrebbero* guardare. È il modo di pensare che il
# testo di partenza criticava nel 2012. Sta cambiando? Ecco un'indagine **inventata**: ogni riga è la risposta di un'azienda.
# `B2B` vuol dire che vende ad altre aziende, `B2C` che vende alle persone.

# %%
indagine = load("follower_indagine")
indagine.head(3)

# %% [markdown]
# La colonna `guarda` dice che cosa l'azienda guarda per prima. Creiamo una colonna che vale vero se guarda il numero di
# follower; la media, anno per anno, è la quota.

# %%
indagine["guarda_il_numero"] = indagine["guarda"] == "il numero di follower"
b2c = indagine[indagine["tipo"] == "B2C"]
b2c.groupby("anno")["guarda_il_numero"].mean()

# %% [markdown] exercise="7.1" role="prompt" objective="A" minutes=5 kind="number" decimals=3
# ### Esercizio 7.1 · Che cosa cambia fra chi vende ad aziende
#
# Fai lo stesso conto per le aziende `"B2B"`. Poi sottrai: la quota del 2024 meno quella del 2012. Il valore di un anno si
# prende con l'anno fra parentesi quadre, senza virgolette: `[2024]`. Le righe con `#` sono una traccia: togli il segno `#` e
# lo spazio che lo segue, poi riempi i vuoti.
#
# **Forma:** un numero con 3 decimali. Può essere negativo.

# %% exercise="7.1" role="answer"
### BEGIN SOLUTION
b2b = indagine[indagine["tipo"] == "B2B"]
quote_b2b = b2b.groupby("anno")["guarda_il_numero"].mean()
cambiamento_b2b = quote_b2b[2024] - quote_b2b[2012]
### END SOLUTION
# b2b = indagine[indagine["tipo"] == ______]
# quote_b2b = b2b.groupby("anno")[______].mean()
# cambiamento_b2b = quote_b2b[______] - quote_b2b[______]

# %% exercise="7.1" role="check"
check("7.1", cambiamento_b2b)

# %% exercise="7.1" role="wrong" mistake="ordine"
# Hai fatto 2012 meno 2024. Un cambiamento si misura dall'inizio alla fine: quale anno va per primo nella sottrazione?
b2b = indagine[indagine["tipo"] == "B2B"]
quote_b2b = b2b.groupby("anno")["guarda_il_numero"].mean()
cambiamento_b2b = quote_b2b[2012] - quote_b2b[2024]

# %% exercise="7.1" role="wrong" mistake="b2c"
# Questo è il cambiamento di chi vende alle persone. Quale tipo di azienda va messo nel filtro?
quote_b2c = b2c.groupby("anno")["guarda_il_numero"].mean()
cambiamento_b2b = quote_b2c[2024] - quote_b2c[2012]

# %% exercise="7.1" role="wrong" mistake="tutte"
# Hai messo insieme tutte le aziende. La domanda riguarda soltanto le B2B: quale filtro manca?
quote_tutte = indagine.groupby("anno")["guarda_il_numero"].mean()
cambiamento_b2b = quote_tutte[2024] - quote_tutte[2012]

# %% exercise="7.1" role="wrong" mistake="conteggi"
# Hai sottratto due conteggi di aziende. Per avere le quote serve la media della colonna: quale comando la fa?
b2b = indagine[indagine["tipo"] == "B2B"]
conti_b2b = b2b.groupby("anno")["guarda_il_numero"].sum()
cambiamento_b2b = conti_b2b[2024] - conti_b2b[2012]

# %% [markdown] exercise="7.1" role="hint"
# Le prime due righe sono come quelle di `b2c`: cambia il tipo nel filtro e salva il risultato in `quote_b2b`.

# %% [markdown] exercise="7.1" role="hint"
# Ultima riga: `quote_b2b[2024] - quote_b2b[…]`.

# %% [markdown] minutes=1
# Il segno meno vuol dire che la quota è scesa: in questi dati sempre meno aziende partono dal numero di follower. Fra le B2B il
# calo sembra più forte, ma con 120 aziende per gruppo può essere un caso. Ogni anno, poi, hanno risposto aziende diverse: non
# sappiamo se qualcuna abbia cambiato idea.

# %% [markdown] minutes=4
# ## 2. Chi sono quei conti?
#
# Quattro parole si confondono spesso, e chi le confonde accusa le persone sbagliate.
#
# - **Falso**: un conto creato per essere venduto come follower.
# - **Bot**: un conto guidato da un programma. Può essere utile e dichiarato.
# - **Inattivo**: dietro c'è una persona, che però non lo usa più o guarda in silenzio.
# - **Spammer**: manda lo stesso messaggio, non richiesto, a tanti.
#
# Un conto può essere più cose insieme. Qui cerchiamo i falsi.

# %% [markdown] exercise="7.2" role="prompt" objective="A" minutes=3 kind="dict"
# ### Esercizio 7.2 · Dai a ogni conto il suo nome
#
# Quattro conti, quattro parole: `"falso"`, `"bot"`, `"inattivo"`, `"spammer"`. Ogni parola va usata una volta sola.
#
# - **Anna** ha smesso di scrivere due anni fa: non ricorda la password.
# - **Meteo Malvento** pubblica da solo la temperatura ogni ora, e lo dichiara.
# - **Sconti Subito** manda a mano lo stesso invito, non richiesto, a centinaia di persone.
# - **Luca 8841** è stato aperto da un venditore, insieme ad altri mille, per essere venduto come follower.
#
# **Forma:** scrivi la parola, fra virgolette, dopo i due punti di ogni nome.

# %% exercise="7.2" role="answer"
### BEGIN SOLUTION
chi_sono = {"Anna": "inattivo", "Meteo Malvento": "bot", "Sconti Subito": "spammer", "Luca 8841": "falso"}
### END SOLUTION
# chi_sono = {"Anna": ______, "Meteo Malvento": ______, "Sconti Subito": ______, "Luca 8841": ______}

# %% exercise="7.2" role="check"
check("7.2", chi_sono)

# %% exercise="7.2" role="wrong" mistake="silenzio"
# Anna tace, ma è una persona: chi non scrive non è per questo un conto comprato. Chi, nell'elenco, è stato messo in vendita?
chi_sono = {"Anna": "falso", "Meteo Malvento": "bot", "Sconti Subito": "spammer", "Luca 8841": "inattivo"}

# %% exercise="7.2" role="wrong" mistake="bot_e_spammer"
# Hai scambiato bot e spammer. Meteo Malvento è automatico ma non disturba nessuno; chi invece disturba a mano?
chi_sono = {"Anna": "inattivo", "Meteo Malvento": "spammer", "Sconti Subito": "bot", "Luca 8841": "falso"}

# %% exercise="7.2" role="wrong" mistake="bot_e_falso"
# Hai scambiato bot e falso. Un programma può essere onesto: quale conto, invece, è nato per essere venduto?
chi_sono = {"Anna": "inattivo", "Meteo Malvento": "falso", "Sconti Subito": "spammer", "Luca 8841": "bot"}

# %% [markdown] exercise="7.2" role="hint"
# Chiediti: chi lo muove, una persona o un programma? E perché esiste?

# %% [markdown] exercise="7.2" role="hint"
# Comincia da chi è stato venduto, poi da chi è automatico. Restano una persona che tace e una che disturba.

# %% [markdown] minutes=5
# ### Una regola fatta a mano
#
# Come si riconosce un falso? Serve un gruppo di conti di cui sappiamo già la risposta: sono nella tabella
# `follower_etichettati`, metà persone e metà falsi. Sono inventati, a immagine di conti veri del 2013.

# %%
etichettati = load("follower_etichettati")
etichettati[["account", "gruppo", "falso", "creato", "follower", "seguiti", "messaggi"]].head(4)

# %% [markdown]
# I conti sono {{ it(len(etichettati)) }}. In `falso`, 1 vuol dire falso e 0 persona. Un'idea semplice: un falso ha pochi
# follower. Scriviamola come **regola**: segna
# chi ne ha meno di 30. Poi guardiamo quanti ne segna fra le persone (riga 0) e fra i falsi (riga 1).

# %%
etichettati["segnato"] = etichettati["follower"] < 30
etichettati.groupby("falso")["segnato"].mean()

# %%
quote_regola = etichettati.groupby("falso")["segnato"].mean()
sensibilita = quote_regola[1]
falsi_allarmi = quote_regola[0]
sensibilita, falsi_allarmi

# %% [markdown]
# La regola prende il {{ pct(sensibilita) }} dei falsi: è la sua **sensibilità**. Ma segna anche il {{ pct(falsi_allarmi) }}
# delle persone: ognuna è un **falso allarme**, cioè qualcuno accusato senza colpa. Una regola ha sempre *due* numeri.

# %% [markdown] exercise="7.3" role="prompt" objective="B" minutes=5 kind="list" decimals=3
# ### Esercizio 7.3 · Prova un'altra regola
#
# Prova la regola «meno di 50 messaggi scritti». Usa la colonna `messaggi`, e salva la regola nella colonna `poco_attivo`.
# Quale quota dei falsi prende, e quale quota delle persone accusa?
#
# **Forma:** una lista di due numeri, `[sensibilità, falsi allarmi]`.

# %% exercise="7.3" role="answer"
### BEGIN SOLUTION
etichettati["poco_attivo"] = etichettati["messaggi"] < 50
quote_messaggi = etichettati.groupby("falso")["poco_attivo"].mean()
due_numeri = [quote_messaggi[1], quote_messaggi[0]]
### END SOLUTION
# etichettati["poco_attivo"] = etichettati[______] < ______
# quote_messaggi = etichettati.groupby(______)["poco_attivo"].mean()
# due_numeri = [quote_messaggi[1], quote_messaggi[0]]

# %% exercise="7.3" role="check"
check("7.3", due_numeri)

# %% exercise="7.3" role="wrong" mistake="scambiati"
# I due numeri ci sono, ma in ordine inverso. La sensibilità si misura fra i falsi, cioè sulla riga 1: quale va per prima?
etichettati["poco_attivo"] = etichettati["messaggi"] < 50
quote_messaggi = etichettati.groupby("falso")["poco_attivo"].mean()
due_numeri = [quote_messaggi[0], quote_messaggi[1]]

# %% exercise="7.3" role="wrong" mistake="verso"
# Hai segnato chi scrive tanto. La regola segna chi scrive *poco*: quale segno serve, `<` o `>`?
etichettati["poco_attivo"] = etichettati["messaggi"] > 50
quote_messaggi = etichettati.groupby("falso")["poco_attivo"].mean()
due_numeri = [quote_messaggi[1], quote_messaggi[0]]

# %% exercise="7.3" role="wrong" mistake="follower"
# Questi sono i numeri della regola sui follower. Quale colonna conta i messaggi, e con quale soglia?
due_numeri = [sensibilita, falsi_allarmi]

# %% exercise="7.3" role="wrong" mistake="denominatore"
# Hai raggruppato al contrario: fra i segnati, quanti sono falsi. Qui il tutto sono i falsi, poi le persone: per quale colonna
# si raggruppa?
etichettati["poco_attivo"] = etichettati["messaggi"] < 50
fra_i_segnati = etichettati.groupby("poco_attivo")["falso"].mean()
due_numeri = [fra_i_segnati[True], fra_i_segnati[False]]

# %% [markdown] exercise="7.3" role="hint"
# È la stessa coppia di righe della regola sui follower: cambiano la colonna e la soglia.

# %% [markdown] exercise="7.3" role="hint"
# `etichettati["poco_attivo"] = etichettati["messaggi"] < 50`, poi raggruppa per `falso` e fai la media di `poco_attivo`.

# %% [markdown] minutes=1
# Questa regola accusa meno persone, ma si lascia scappare più falsi. Quale scegliere? Dipende da quale errore costa di più.

# %% [markdown] minutes=4
# ## 3. Perché la regola più famosa si lascia ingannare?
#
# Nel 2012 un'analisi disse che più di metà dei follower di un noto politico italiano erano «presumibilmente bot». Se ne parlò
# molto, e fu subito criticata. Usava ventidue regole insieme, pubblicate da Marco Camisani Calzolari: ogni regola dà punti
# «umano» o punti «bot», e alla fine si fa la differenza. Le abbiamo tutte.

# %%
giudizi = score_rules(etichettati, "camisani_calzolari")
etichettati["verdetto"] = giudizi["verdetto"]
falsi = etichettati[etichettati["falso"] == 1]
falsi["verdetto"].value_counts()

# %% [markdown] exercise="7.4" role="prompt" objective="B" minutes=4 kind="number" decimals=3
# ### Esercizio 7.4 · Quanti falsi passano per umani
#
# Quale quota dei falsi riceve il verdetto `"umano"`?
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.4" role="answer"
### BEGIN SOLUTION
passano = falsi[falsi["verdetto"] == "umano"]
quota_passa = len(passano) / len(falsi)
### END SOLUTION
# passano = falsi[falsi["verdetto"] == ______]
# quota_passa = len(______) / len(______)

# %% exercise="7.4" role="check"
check("7.4", quota_passa)

# %% exercise="7.4" role="alternative"
quota_passa = (falsi["verdetto"] == "umano").mean()

# %% exercise="7.4" role="wrong" mistake="presi"
# Questa è la quota dei falsi riconosciuti come bot. Qui serve chi passa per umano: quale verdetto cerchi?
quota_passa = (falsi["verdetto"] == "bot").mean()

# %% exercise="7.4" role="wrong" mistake="su_tutti"
# Hai diviso per tutti i conti, persone comprese. Il tutto sono i falsi: quale tabella va sotto?
quota_passa = len(falsi[falsi["verdetto"] == "umano"]) / len(etichettati)

# %% exercise="7.4" role="wrong" mistake="anche_le_persone"
# Hai contato anche le persone: per loro «umano» è il verdetto giusto. Da quale tabella devi partire?
quota_passa = (etichettati["verdetto"] == "umano").mean()

# %% exercise="7.4" role="wrong" mistake="conteggio"
# Hai contato i conti. Per una quota, dividi per quanti sono i falsi: quale comando conta le righe?
quota_passa = len(falsi[falsi["verdetto"] == "umano"])

# %% [markdown] exercise="7.4" role="hint"
# Filtra `falsi` tenendo il verdetto `"umano"`: quante righe restano?

# %% [markdown] exercise="7.4" role="hint"
# Sopra le righe filtrate, sotto tutte le righe di `falsi`, con `len(…)`.

# %% [markdown] minutes=2
# Quasi tutti passano! Perché? Guardiamo, una per una, quali regole i falsi soddisfano più spesso. Il numero nel nome è quello
# pubblicato.

# %%
regole_dei_falsi = evaluate_rules(falsi, "camisani_calzolari")
soddisfatte = regole_dei_falsi.mean()
soddisfatte[["cc2_immagine", "cc7_messaggi_50", "cc21_ritwittato", "cc22_client_diversi"]]

# %% [markdown] exercise="7.5" role="prompt" objective="B" minutes=3 kind="choice" options=["immagine", "messaggi", "rilanci", "programmi"]
# ### Esercizio 7.5 · Quale regola regala più punti?
#
# Chi soddisfa una regola prende i suoi punti «umano». Quanti punti regala in media, a un falso, ogni regola? Moltiplica la
# quota per i punti.
#
# - `"immagine"`, ha un'immagine (cc2): 1 punto;
# - `"messaggi"`, ne ha scritti almeno 50 (cc7): 1 punto;
# - `"rilanci"`, qualcuno ha rilanciato un suo messaggio (cc21): 2 punti;
# - `"programmi"`, scrive da programmi diversi (cc22): 3 punti.
#
# **Forma:** una scelta fra le quattro parole, con le virgolette.

# %% exercise="7.5" role="answer"
### BEGIN SOLUTION
regola_generosa = "programmi"
### END SOLUTION

# %% exercise="7.5" role="check"
check("7.5", regola_generosa)

# %% exercise="7.5" role="wrong" mistake="piu_soddisfatta"
# L'immagine ce l'hanno quasi tutti, ma vale un punto solo. Quale regola, con una quota simile, ne dà di più?
regola_generosa = "immagine"

# %% exercise="7.5" role="wrong" mistake="due_punti"
# I rilanci valgono due punti, ma li riceve circa metà dei falsi: due per un mezzo fa circa uno. Quale altra regola supera questo
# numero?
regola_generosa = "rilanci"

# %% exercise="7.5" role="wrong" mistake="meno_soddisfatta"
# Pochi falsi soddisfano questa regola: regala poco. Quale, invece, ha una quota alta *e* molti punti?
regola_generosa = "messaggi"

# %% [markdown] exercise="7.5" role="hint"
# Fai quattro moltiplicazioni: la quota stampata qui sopra per i punti della regola.

# %% [markdown] exercise="7.5" role="hint"
# La regola che vale di più è anche una di quelle che quasi tutti i falsi soddisfano.

# %% [markdown] minutes=1
# Avere un'immagine o scrivere da programmi diversi è facile anche per chi vende conti. Tanti punti facili coprono le poche
# prove utili. (La quota della regola 22 è contestata: altre misure sugli stessi conti dicono il contrario.) Aggiungere regole
# non basta: bisogna **provarle** su conti di cui si sa la risposta.

# %% [markdown] minutes=3
# ## 4. Che cosa vuol dire «segnato»?
#
# Torniamo alla regola «meno di 30 follower»: prende il {{ pct(sensibilita) }} dei falsi. Sembra buona. Ora usiamola su un
# pubblico di 1.000 follower in cui i falsi sono il 2 %. Questa quota di partenza si chiama **quota di base**.
#
# - I falsi sono 20, le persone 980.
# - Quanti falsi segna? 20 per la sensibilità.
# - Quante persone segna? 980 per la quota di falsi allarmi.

# %%
falsi_segnati = 20 * sensibilita
persone_segnate = 980 * falsi_allarmi
falsi_segnati, persone_segnate

# %% [markdown]
# Circa {{ it(falsi_segnati, 0) }} falsi e {{ it(persone_segnate, 0) }} persone: le persone sono tante, e un errore
# che ne tocca {{ it(100 * falsi_allarmi, 0) }} su 100 ne prende comunque molte.

# %% [markdown] exercise="7.6" role="prompt" objective="C" minutes=4 kind="number" decimals=3
# ### Esercizio 7.6 · Fra i segnati, quanti sono falsi?
#
# In questo pubblico, fra **tutti** i conti segnati, quale quota è di falsi? Usa `falsi_segnati` e `persone_segnate`.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.6" role="answer"
### BEGIN SOLUTION
quota_vera = falsi_segnati / (falsi_segnati + persone_segnate)
### END SOLUTION
# quota_vera = ______ / (______ + ______)

# %% exercise="7.6" role="check"
check("7.6", quota_vera)

# %% exercise="7.6" role="wrong" mistake="sensibilita"
# Questa è la sensibilità: fra i falsi, quanti sono segnati. Qui il tutto sono i segnati: quali due numeri li formano?
quota_vera = sensibilita

# %% exercise="7.6" role="wrong" mistake="rapporto"
# Hai diviso i falsi segnati per le persone segnate. Il tutto comprende gli uni e le altre: che cosa va sotto?
quota_vera = falsi_segnati / persone_segnate

# %% exercise="7.6" role="wrong" mistake="su_mille"
# Hai diviso per tutti i 1.000 follower. La domanda guarda solo i segnati: quanti sono in tutto?
quota_vera = falsi_segnati / 1000

# %% exercise="7.6" role="wrong" mistake="segnati_su_mille"
# Questa è la quota di segnati nel pubblico, falsi e persone insieme. Fra loro, quanti sono falsi?
quota_vera = (falsi_segnati + persone_segnate) / 1000

# %% exercise="7.6" role="wrong" mistake="senza_parentesi"
# Senza parentesi Python divide prima e somma poi. Che cosa va messo fra parentesi?
quota_vera = falsi_segnati / falsi_segnati + persone_segnate

# %% [markdown] exercise="7.6" role="hint"
# La parte sono i falsi segnati. Il tutto sono i segnati: falsi e persone.

# %% [markdown] exercise="7.6" role="hint"
# `quota_vera = falsi_segnati / (… + …)`, con le parentesi.

# %% [markdown] minutes=4
# ## Muovi: la quota di base
#
# Quando i falsi sono pochi, quasi tutti i segnati sono persone. Muovi la quota di falsi nel pubblico e guarda come
# cambiano i conti segnati; poi prova una regola diversa. (Con la tastiera: freccia su per tornare alla cella, poi Tab; le frecce
# muovono il numero.)

# %% jupyter={"source_hidden": true}
import matplotlib.pyplot as plt

from kit.followers import flag_meaning
from kit.formats import it, pct
from kit.plots import PALETTE, picture
from kit.widgets import choice, explore, number

regole_da_provare = {
    "meno di 30 follower": etichettati["follower"] < 30,
    "meno di 50 messaggi": etichettati["messaggi"] < 50,
    "in nessuna lista": etichettati["liste"] < 1,
}
errori_delle_regole = {
    nome: (segno[etichettati["falso"] == 1].mean(), segno[etichettati["falso"] == 0].mean())
    for nome, segno in regole_da_provare.items()
}


def segnati(falsi_su_cento, regola):
    presi, allarmi = errori_delle_regole[regola]
    conti = flag_meaning(presi, 1 - allarmi, falsi_su_cento / 100)
    figura, assi = plt.subplots(figsize=(8, 2.6))
    inizio = 0
    segni = [("falsi", PALETTE[1], ""), ("persone", PALETTE[2], "//")]
    for chi, colore, trama in segni:
        quanti = conti.loc[chi, "segnati"]
        assi.barh(["segnati"], [quanti], left=[inizio], color=colore, hatch=trama, edgecolor="white", label=f"{chi}: {it(quanti, 0)}")
        inizio += quanti
    assi.set_xlabel("conti segnati su 1.000 follower")
    assi.set_xlim(0, 1000)
    assi.legend(loc="upper right")
    italian_axis(assi, x="number")
    quota = conti.loc["falsi", "quota_fra_i_segnati"]
    frase = (
        f"Falsi nel pubblico: {it(falsi_su_cento)} su 100. La regola «{regola}» segna {it(inizio, 0)} conti su 1.000: "
        f"la quota di falsi fra i segnati è {pct(quota, 0)}, gli altri sono persone."
    )
    return picture(figura, f"Barra dei conti segnati, divisa in falsi e persone. {frase}", frase)


explore(
    segnati,
    falsi_su_cento=number("Falsi ogni 100 follower", 1, 60, value=2, step=1),
    regola=choice("Regola", list(regole_da_provare)),
)

# %% [markdown] minutes=1
# Lo stesso segno vuol dire cose diverse in pubblici diversi. Per questo **un conto segnato non è un conto falso**, e nessun
# elenco di «colpevoli» va pubblicato.
#
# Fine della prima parte: se vuoi fermarti, questo è il momento giusto.

# %% [markdown] minutes=2
# # Parte seconda. Chi resta e che cosa fa
#
# ## 5. Quanto costa sapere di più?
#
# Le regole più ricche chiedono più dati, e i dati si chiedono alla piattaforma un poco alla volta. Ci sono tre classi di costo:
# **A**, il profilo (quanti follower, da quando); **B**, i messaggi scritti; **C**, chi segue chi. Ecco le ore per i 3.000 follower
# di Fiatolungo, con i limiti del 2013: oggi sono diversi.

# %%
crawl_cost(3000, "A")[["classe", "ore_min", "ore_max"]]

# %%
crawl_cost(3000, "B")[["classe", "ore_min", "ore_max"]]

# %%
crawl_cost(3000, "C")[["classe", "ore_min", "ore_max"]]

# %% [markdown]
# Il profilo si legge in pochi minuti; per sapere chi segue chi servono giorni. `NaN` vuol dire che il numero manca: per la classe C
# un massimo non c'è, dipende da quanti conti segue ognuno.
# Noi useremo solo la classe A. Costa meno, e raccoglie meno cose sulle persone.

# %% [markdown] minutes=4
# ## 6. Un classificatore, e perché 99 su 100 è troppo facile
#
# Un **classificatore** impara la regola dagli esempi. Gli diamo i conti di `addestramento`, con l'etichetta giusta. Usiamo una
# *foresta*: tante serie di domande a sì e no, che alla fine votano. `trees` dice quante sono, `reference_date`
# è il giorno da cui si conta l'età dei conti.

# %%
noti = etichettati[etichettati["uso"] == "addestramento"]
classificatore = FakeFollowerClassifier(trees=40, reference_date="2025-02-28")
classificatore.fit(noti, noti["falso"])
prove = evaluate(classificatore, noti, noti["falso"], folds=5)
prove[["fonte", "accuratezza", "richiamo"]]

# %% [markdown]
# `evaluate` nasconde a turno un quinto dei conti, e prova su quelli. L'*accuratezza* è la quota di verdetti giusti, il *richiamo* è
# un altro nome della sensibilità. La prima riga è nostra, la seconda è quella pubblicata sui conti veri (lì il
# richiamo manca: `NaN`). Noi arriviamo a
# {{ pct(prove["accuratezza"].max()) }} di verdetti giusti!
#
# È troppo bello? La prova è facile: la sola regola «meno di 30 follower» giudica bene
# {{ it(100 * ((etichettati["follower"] < 30) == (etichettati["falso"] == 1)).mean(), 0) }} di questi conti su 100. E i falsi
# di prova vengono dagli stessi venditori di quelli studiati. Nel mondo arriva un venditore nuovo.
# `evaluate_unseen` toglie un gruppo dagli esempi e prova proprio su quello. Lo facciamo con `sparso`, un venditore, e con
# `verificate`, un gruppo di persone.

# %%
mai_visti = evaluate_unseen(classificatore, etichettati, etichettati["falso"], etichettati["gruppo"], only=["sparso", "verificate"])
mai_visti[["gruppo", "chi_sono", "conti", "quota_segnata"]]

# %%
quota_segnata = mai_visti.groupby("gruppo")["quota_segnata"].mean()
quota_segnata

# %% [markdown] exercise="7.7" role="prompt" objective="B" minutes=4 kind="number" decimals=3
# ### Esercizio 7.7 · Quanti ne scappano
#
# Quale quota dei falsi del venditore `"sparso"`, mai visto prima, **sfugge** al classificatore? Usa `quota_segnata`, che ha un
# valore per ogni gruppo.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.7" role="answer"
### BEGIN SOLUTION
quota_sfuggita = 1 - quota_segnata["sparso"]
### END SOLUTION

# %% exercise="7.7" role="check"
check("7.7", quota_sfuggita)

# %% exercise="7.7" role="wrong" mistake="presi"
# Questa è la quota di falsi presi. La domanda chiede quelli che sfuggono: quanto manca per arrivare a 1?
quota_sfuggita = quota_segnata["sparso"]

# %% exercise="7.7" role="wrong" mistake="persone"
# Hai usato il gruppo `verificate`, che è di persone: lì i segnati sono falsi allarmi. Quale gruppo è del venditore nuovo?
quota_sfuggita = quota_segnata["verificate"]

# %% exercise="7.7" role="wrong" mistake="prova_facile"
# Hai usato il risultato sui venditori già visti. Quale tabella prova il classificatore su un venditore nuovo?
quota_sfuggita = 1 - prove["richiamo"].max()

# %% exercise="7.7" role="wrong" mistake="persone_giuste"
# Queste sono le persone lasciate in pace. Servono i falsi: quale nome va fra parentesi quadre?
quota_sfuggita = 1 - quota_segnata["verificate"]

# %% [markdown] exercise="7.7" role="hint"
# Segnati e sfuggiti, insieme, fanno tutti i falsi: le due quote sommano a 1.

# %% [markdown] exercise="7.7" role="hint"
# `1 - quota_segnata["…"]`, con il nome del venditore.

# %% [markdown] minutes=1
# Con i venditori già visti sfugge meno di un falso su cento; con quello nuovo molti di più. Un numero altissimo può dire
# soltanto che la prova era facile.

# %% [markdown] minutes=4
# ## 7. Quanti sono i falsi, con il loro intervallo?
#
# Ora passiamo alle pagine da giudicare. Sono cinque: le quattro rivali e `fiatolungo_club`, la pagina B2B per club e studi.

# %%
follower = load("follower")
follower["marchio"].value_counts()

# %% [markdown]
# Contare i segnati non basta, perché fra loro ci sono falsi allarmi. Se i falsi fossero zero, la regola segnerebbe lo stesso una
# quota di conti: i falsi allarmi. Se fossero tutti falsi, segnerebbe una quota pari alla sensibilità. La formula dice a che punto
# siamo fra i due:
#
# **quota corretta = (quota segnata − falsi allarmi) / (sensibilità − falsi allarmi)**
#
# Ecco il conto con la regola «meno di 30 follower», sulla pagina di Altocrinale.

# %%
altocrinale = follower[follower["marchio"] == "altocrinale"]
quota_grezza = (altocrinale["follower"] < 30).mean()
quota_corretta = (quota_grezza - falsi_allarmi) / (sensibilita - falsi_allarmi)
quota_grezza, quota_corretta

# %% [markdown]
# La correzione cambia molto: da {{ pct(quota_grezza) }} a {{ pct(quota_corretta) }}. Ora lo stesso conto con il classificatore,
# che sbaglia meno. `validate` misura i suoi errori su conti che non ha visto, `predict` dice quali follower segna, `estimate_share`
# fa la correzione.

# %%
verifica = validate(classificatore, noti, noti["falso"])
stima_altocrinale = estimate_share(classificatore.predict(altocrinale), verifica)
stima_altocrinale[["metodo", "stima", "limite_inf", "limite_sup"]]

# %% [markdown]
# La riga *conteggio grezzo* conta i segnati. La riga *corretta* toglie i falsi allarmi attesi e aggiunge i falsi sfuggiti, con
# la formula qui sopra (è di Rogan e Gladen, 1978). Usa gli errori misurati da `validate`, e ha un **intervallo**: i valori
# compatibili con i dati. La cella chiusa qui sotto prepara la funzione
# `stima_falsi`: riceve il nome di una pagina e restituisce la riga corretta.

# %% jupyter={"source_hidden": true}
import pandas as pd


def stima_falsi(pagina):
    righe = follower[follower["marchio"] == pagina]
    corretta = estimate_share(classificatore.predict(righe), verifica).iloc[1]
    return corretta[["stima", "limite_inf", "limite_sup"]].astype(float)


stima_falsi("altocrinale")

# %% [markdown] exercise="7.8" role="prompt" objective="D" minutes=4 kind="list" decimals=3
# ### Esercizio 7.8 · L'intervallo di Quotanova
#
# Con `stima_falsi` calcola l'intervallo della pagina `"quotanova"`. Un valore si prende con il suo nome fra parentesi quadre,
# come `["stima"]`.
#
# **Forma:** una lista di due numeri, `[limite inferiore, limite superiore]`.

# %% exercise="7.8" role="answer"
### BEGIN SOLUTION
di_quotanova = stima_falsi("quotanova")
limiti_quotanova = [di_quotanova["limite_inf"], di_quotanova["limite_sup"]]
### END SOLUTION
# di_quotanova = stima_falsi(______)
# limiti_quotanova = [di_quotanova["limite_inf"], di_quotanova[______]]

# %% exercise="7.8" role="check"
check("7.8", limiti_quotanova)

# %% exercise="7.8" role="wrong" mistake="stima"
# Il secondo numero è la stima, che sta in mezzo. Come si chiama l'altro estremo?
limiti_quotanova = [stima_falsi("quotanova")["limite_inf"], stima_falsi("quotanova")["stima"]]

# %% exercise="7.8" role="wrong" mistake="rovesciati"
# I due limiti sono in ordine inverso: quale dei due è il più piccolo?
limiti_quotanova = [stima_falsi("quotanova")["limite_sup"], stima_falsi("quotanova")["limite_inf"]]

# %% exercise="7.8" role="wrong" mistake="altocrinale"
# Questi sono i limiti di Altocrinale. Quale nome va dato alla funzione?
limiti_quotanova = [stima_falsi("altocrinale")["limite_inf"], stima_falsi("altocrinale")["limite_sup"]]

# %% [markdown] exercise="7.8" role="hint"
# La funzione vuole il nome della pagina fra virgolette: salva il risultato in una variabile.

# %% [markdown] exercise="7.8" role="hint"
# `di_quotanova["limite_inf"]` è il primo numero. Il secondo finisce con `_sup`.

# %% [markdown] minutes=3
# Ecco tutte le pagine, con accanto la verità: nella realtà quella colonna non esiste, e solo il venditore la conosce.

# %% jupyter={"source_hidden": true}
verita = load("follower_verita").merge(follower[["account", "marchio"]], on="account")
stime = pd.DataFrame({pagina: stima_falsi(pagina) for pagina in sorted(follower["marchio"].unique())}).T
stime["verità"] = verita.groupby("marchio")["falso"].mean()
stime

# %% [markdown]
# Per quattro pagine su cinque la stima è vicina al vero. **Per Scattofermo no**: la verità è
# {{ pct(stime["verità"]["scattofermo"]) }}, la stima {{ pct(stime["stima"]["scattofermo"]) }}, e l'intervallo non contiene il
# vero. I suoi falsi vengono da `sparso`, il venditore mai visto. L'intervallo conta il caso, non ciò che non abbiamo mai
# incontrato. E con meno follower l'intervallo è più largo: confronta il club e Fiatolungo, che hanno quote simili.

# %% [markdown] minutes=3
# ## 8. Quando sono arrivati?
#
# Un conto da solo può ingannare; mille conti insieme spesso si tradiscono. Molte consegne portano tanti follower in pochi
# giorni: un **picco**. Contiamo gli arrivi di Fiatolungo, giorno per giorno.

# %%
fiatolungo = follower[follower["marchio"] == "fiatolungo"]
fiatolungo["seguito_il"].value_counts().head(3)

# %% [markdown]
# Un picco c'è: anche noi abbiamo comprato? Chi è arrivato il giorno più affollato somiglia ai falsi? Guardiamo quanti hanno meno
# di 30 follower.

# %%
arrivati_da_noi = fiatolungo[fiatolungo["seguito_il"] == "2024-09-21"]
(arrivati_da_noi["follower"] < 30).mean()

# %% [markdown]
# Più o meno come fra le persone vere: non somiglia a una consegna. Nives ricorda un messaggio che quel giorno era piaciuto a tanti.
# Un picco può essere un successo.

# %%
quotanova = follower[follower["marchio"] == "quotanova"]
quotanova["seguito_il"].value_counts().head(3)

# %% [markdown] exercise="7.9" role="prompt" objective="D" minutes=4 kind="number" decimals=3
# ### Esercizio 7.9 · Il picco di Quotanova
#
# Fra chi è arrivato a Quotanova il 14 gennaio 2025, quale quota ha meno di 30 follower?
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.9" role="answer"
### BEGIN SOLUTION
arrivati_da_loro = quotanova[quotanova["seguito_il"] == "2025-01-14"]
quota_picco = (arrivati_da_loro["follower"] < 30).mean()
### END SOLUTION
# arrivati_da_loro = quotanova[quotanova["seguito_il"] == ______]
# quota_picco = (arrivati_da_loro["follower"] < ______).mean()

# %% exercise="7.9" role="check"
check("7.9", quota_picco)

# %% exercise="7.9" role="wrong" mistake="tutti_i_giorni"
# Hai usato tutti i follower di Quotanova. La domanda riguarda un giorno solo: quale filtro manca?
quota_picco = (quotanova["follower"] < 30).mean()

# %% exercise="7.9" role="wrong" mistake="nostri"
# Questo è il picco di Fiatolungo. Da quale tabella devi partire?
quota_picco = (arrivati_da_noi["follower"] < 30).mean()

# %% exercise="7.9" role="wrong" mistake="verso"
# Hai contato chi ha almeno 30 follower. Quale segno dice «meno di»?
quota_picco = (quotanova[quotanova["seguito_il"] == "2025-01-14"]["follower"] >= 30).mean()

# %% exercise="7.9" role="wrong" mistake="conteggio"
# Hai contato i conti. Per la quota serve la media di vero e falso: quale comando la fa?
quota_picco = (quotanova[quotanova["seguito_il"] == "2025-01-14"]["follower"] < 30).sum()

# %% [markdown] exercise="7.9" role="hint"
# Le due righe sono quelle usate per Fiatolungo: cambiano la tabella e il giorno.

# %% [markdown] exercise="7.9" role="hint"
# La data si scrive fra virgolette, anno, mese, giorno: `"2025-01-14"`.

# %% [markdown] minutes=1
# Quel picco è fatto quasi tutto di conti con pochi follower: somiglia a una consegna. Ma **chi** ha pagato? Non si sa: qualcuno può
# comprare falsi anche per danneggiare un rivale. E a Scattofermo, dove i falsi sono arrivati un poco al giorno, nessun picco si
# vede.

# %% [markdown] minutes=4
# ## 9. Chi resta reagisce?
#
# Fin qui abbiamo guardato chi sono. Ora che cosa fanno. La **portata** è quante persone un messaggio può raggiungere; la
# **relazione** è ciò che fanno. Il gesto più leggero è il «mi piace». Consigliare a un amico, cioè condividere, impegna
# di più.

# %%
follower.groupby("marchio")[["mi_piace", "condivisioni"]].mean()

# %% [markdown]
# Per «mi piace» vince Scattofermo. Sorpresa? I suoi falsi sono stati venduti **con** i «mi piace»: la regola «chi è falso non
# reagisce» con loro fallisce. Le condivisioni raccontano un'altra storia.
#
# La media su tutti i follower, però, conta anche i falsi. Per sapere come si comporta **chi resta**, dividiamo per i *follower
# reali* stimati: si moltiplicano i follower per uno meno la quota di falsi. Sopra lasciamo tutte le
# condivisioni: va bene perché in questi dati i falsi non condividono.

# %%
quota_falsi = stime["stima"]
follower_reali = follower["marchio"].value_counts() * (1 - quota_falsi)
follower_reali

# %% [markdown] exercise="7.10" role="prompt" objective="E" minutes=4 kind="series" decimals=4
# ### Esercizio 7.10 · Condivisioni per follower reale
#
# Per ogni pagina somma le condivisioni, poi dividi per `follower_reali`.
#
# **Forma:** un numero per ogni pagina, con il suo nome davanti.

# %% exercise="7.10" role="answer"
### BEGIN SOLUTION
condivisioni_totali = follower.groupby("marchio")["condivisioni"].sum()
condivisioni_per_reale = condivisioni_totali / follower_reali
### END SOLUTION
# condivisioni_totali = follower.groupby(______)["condivisioni"].sum()
# condivisioni_per_reale = ______ / ______

# %% exercise="7.10" role="check"
check("7.10", condivisioni_per_reale)

# %% exercise="7.10" role="wrong" mistake="tutti_i_follower"
# Hai diviso per tutti i follower, anche quelli falsi. Quale colonna tiene solo quelli reali?
condivisioni_per_reale = follower.groupby("marchio")["condivisioni"].mean()

# %% exercise="7.10" role="wrong" mistake="mi_piace"
# Hai contato i «mi piace», che si comprano facilmente. Quale colonna conta le condivisioni?
condivisioni_per_reale = follower.groupby("marchio")["mi_piace"].sum() / follower_reali

# %% exercise="7.10" role="wrong" mistake="totali"
# Queste sono le condivisioni totali. Una pagina grande ne ha di più solo perché è grande: per che cosa si divide?
condivisioni_per_reale = follower.groupby("marchio")["condivisioni"].sum()

# %% exercise="7.10" role="wrong" mistake="capovolto"
# Hai diviso i follower per le condivisioni. Le condivisioni sono la parte: dove vanno?
condivisioni_per_reale = follower_reali / follower.groupby("marchio")["condivisioni"].sum()

# %% [markdown] exercise="7.10" role="hint"
# Prima `groupby("marchio")["condivisioni"].sum()`: una somma per pagina.

# %% [markdown] exercise="7.10" role="hint"
# Due colonne con gli stessi nomi davanti si dividono come due numeri.

# %% [markdown] minutes=2
# ### Quattro rivali, due classifiche

# %% jupyter={"source_hidden": true}
rivali = ["fiatolungo", "altocrinale", "quotanova", "scattofermo"]
portata = follower["marchio"].value_counts()[rivali].sort_values()
relazione = (100 * follower.groupby("marchio")["condivisioni"].sum() / follower_reali)[rivali].sort_values()
figura, (prima, seconda) = plt.subplots(1, 2, figsize=(9, 2.8), layout="constrained")
colonne = [(prima, portata, "follower (portata)", 0), (seconda, relazione, "condivisioni ogni 100 follower reali", 1)]
for assi, valori, che_cosa, decimali in colonne:
    colori = [PALETTE[2] if nome == "fiatolungo" else PALETTE[1] for nome in valori.index]
    trame = ["//" if nome == "fiatolungo" else "" for nome in valori.index]
    barre = assi.barh(valori.index, valori, color=colori, hatch=trame, edgecolor="white")
    assi.bar_label(barre, [it(valore, decimali) for valore in valori], padding=3)
    assi.set_xlim(0, 1.2 * valori.max())
    assi.set_xlabel(che_cosa)
    italian_axis(assi, x="number")
show(
    figura,
    alt="Due classifiche di quattro pagine, a barre. Per portata, dalla prima: " + ", ".join(portata.index[::-1])
    + ". Per relazione, dalla prima: " + ", ".join(relazione.index[::-1]) + ".",
    summary=f"La prima per portata è {portata.idxmax()}, la prima per relazione è {relazione.idxmax()}: l'ordine cambia.",
)

# %% [markdown]
# La pagina con meno follower è quella che i suoi follower consigliano di più. (Per Scattofermo la stima dei falsi era troppo
# bassa: con quella vera il suo tasso salirebbe un poco, ma resterebbe ultimo.) E fra le nostre due pagine? Fiatolungo (B2C) ha
# {{ it(100 * follower.groupby("marchio")["condivisioni"].sum()["fiatolungo"] / follower_reali["fiatolungo"], 0) }} condivisioni ogni
# 100 follower reali; il club (B2B), piccolo, ne ha
# {{ it(100 * follower.groupby("marchio")["condivisioni"].sum()["fiatolungo_club"] / follower_reali["fiatolungo_club"], 0) }}.

# %% [markdown] minutes=2
# ### A ogni reazione un'azione
#
# Una reazione è un'informazione: dice che cosa fare dopo. Guardiamo i temi dei commenti e delle condivisioni di Fiatolungo.

# %%
reazioni = load("follower_reazioni")
reazioni["tema"].value_counts()

# %% [markdown] exercise="7.11" role="prompt" objective="E" minutes=4 kind="dict"
# ### Esercizio 7.11 · Scegli l'azione
#
# Dai a quattro temi l'azione che serve per prima. Ogni azione va usata una volta sola.
#
# - `"comunicazione"`: raccontare, ringraziare, ripubblicare con il permesso.
# - `"promozione"`: premiare chi fa conoscere la pagina ad altri.
# - `"assistenza"`: risolvere un problema.
# - `"vendita"`: aiutare chi vuole comprare adesso.
#
# **Forma:** scrivi l'azione, fra virgolette, dopo i due punti di ogni tema.

# %% exercise="7.11" role="answer"
### BEGIN SOLUTION
azioni = {"reclamo": "assistenza", "prezzo e disponibilità": "vendita", "consiglio a un amico": "promozione", "racconto di un'uscita": "comunicazione"}
### END SOLUTION
# azioni = {"reclamo": ______, "prezzo e disponibilità": ______, "consiglio a un amico": ______, "racconto di un'uscita": ______}

# %% exercise="7.11" role="check"
check("7.11", azioni)

# %% exercise="7.11" role="wrong" mistake="vendere_a_chi_reclama"
# A chi ha un problema non si vende: prima lo si aiuta. Quale tema, invece, parla di comprare?
azioni = {"reclamo": "vendita", "prezzo e disponibilità": "assistenza", "consiglio a un amico": "promozione", "racconto di un'uscita": "comunicazione"}

# %% exercise="7.11" role="wrong" mistake="consiglio"
# Chi consiglia la pagina a un amico la sta già facendo conoscere: quale azione lo premia? Il racconto è da ripubblicare.
azioni = {"reclamo": "assistenza", "prezzo e disponibilità": "vendita", "consiglio a un amico": "comunicazione", "racconto di un'uscita": "promozione"}

# %% exercise="7.11" role="wrong" mistake="prezzo"
# Chi chiede un prezzo sta pensando di comprare: gli serve un aiuto adesso. A quale tema si adatta meglio la promozione?
azioni = {"reclamo": "assistenza", "prezzo e disponibilità": "promozione", "consiglio a un amico": "vendita", "racconto di un'uscita": "comunicazione"}

# %% [markdown] exercise="7.11" role="hint"
# Comincia dal reclamo: chi reclama ha un problema.

# %% [markdown] exercise="7.11" role="hint"
# Poi chi chiede il prezzo: vuole comprare. Restano chi racconta e chi consiglia.

# %% [markdown] minutes=3
# ## 10. Quanto vale un follower comprato?
#
# Torniamo all'offerta: 15 euro ogni mille, un centesimo e mezzo l'uno. Sembra niente. Ma che cosa si compra? I falsi senza «mi
# piace» non consigliano, non chiedono il prezzo, non comprano. In più peggiorano i tassi di chi li ha.

# %%
condivisioni_nostre = fiatolungo["condivisioni"].sum()
condivisioni_nostre / len(fiatolungo)

# %% [markdown] exercise="7.12" role="prompt" objective="E" minutes=4 kind="number" decimals=4
# ### Esercizio 7.12 · Dopo l'acquisto
#
# Tullio compra 4.000 follower falsi, che non condividono niente. Quante condivisioni per follower avrebbe Fiatolungo, dividendo per
# **tutti** i suoi follower?
#
# **Forma:** un numero con 4 decimali.

# %% exercise="7.12" role="answer"
### BEGIN SOLUTION
tasso_dopo = condivisioni_nostre / (len(fiatolungo) + 4000)
### END SOLUTION
# tasso_dopo = condivisioni_nostre / (______ + ______)

# %% exercise="7.12" role="check"
check("7.12", tasso_dopo)

# %% exercise="7.12" role="wrong" mistake="prima"
# Questo è il tasso di prima. Dopo l'acquisto quanti follower ci sono sotto?
tasso_dopo = condivisioni_nostre / len(fiatolungo)

# %% exercise="7.12" role="wrong" mistake="solo_comprati"
# Hai diviso soltanto per i follower comprati. Chi c'era prima è rimasto: quanti sono in tutto?
tasso_dopo = condivisioni_nostre / 4000

# %% exercise="7.12" role="wrong" mistake="senza_parentesi"
# Senza parentesi Python divide prima e somma poi. Che cosa va messo fra parentesi?
tasso_dopo = condivisioni_nostre / len(fiatolungo) + 4000

# %% exercise="7.12" role="wrong" mistake="anche_i_falsi"
# Hai fatto crescere anche le condivisioni, come se i falsi consigliassero. Quante ne aggiungono davvero?
tasso_dopo = condivisioni_nostre * (len(fiatolungo) + 4000) / len(fiatolungo) / len(fiatolungo)

# %% [markdown] exercise="7.12" role="hint"
# Sopra, le condivisioni non cambiano. Sotto, i follower aumentano.

# %% [markdown] exercise="7.12" role="hint"
# `condivisioni_nostre / (len(fiatolungo) + …)`, con le parentesi.

# %% [markdown] minutes=1
# Il numero è più bello, la relazione è la stessa, e ora sembra peggiore. Nives propone a Tullio di spendere i 60 euro per
# rispondere meglio a chi fa domande. Per condivisioni vince Fiatolungo: l'avevi previsto?

# %% [markdown] minutes=3
# ## Controlla che cosa hai capito

# %% [markdown] quiz="7.a"
# Una regola prende il 95 % dei falsi. La usi su un pubblico e segna un conto. È falso al 95 %?
#
# - [ ] Sì, è quello che vuol dire 95 %.
#   > Il 95 % si misura fra i falsi. Qui il tutto sono i segnati, e molti possono essere persone.
# - [x] Dipende da quanti sono i falsi nel pubblico e da quante persone la regola segna.
#   > Esatto. Se i falsi sono pochi, quasi tutti i segnati possono essere persone.
# - [ ] No, è falso al 5 %.
#   > Il 5 % sono i falsi che sfuggono alla regola. Nemmeno quello parla dei segnati.
#
# Una pagina rivale ha un picco di conti simili ai falsi. Che cosa puoi scrivere nel tuo rapporto?
#
# - [ ] «Ha comprato follower.»
#   > Non lo sai: qualcuno può averli comprati per danneggiarla.
# - [x] «In quei giorni sono arrivati molti conti simili ai falsi; chi li abbia pagati non si vede dai dati.»
#   > Esatto. Dici ciò che hai contato, e dove ti fermi.
# - [ ] «I suoi follower sono tutti falsi.»
#   > Un picco è una parte dei follower. Degli altri non dice niente.
#
# Un classificatore ha il 99 % di verdetti giusti. Quale domanda fai per prima?
#
# - [x] «Su quali conti è stato provato?»
#   > Esatto. Se sono gli stessi venditori degli esempi, con un venditore nuovo può andare molto peggio.
# - [ ] «Quanti alberi ha la foresta?»
#   > È un dettaglio: anche con mille alberi resta il problema dei venditori mai visti.
# - [ ] «Si può arrivare al 100 %?»
#   > Un numero più alto sulla stessa prova facile non dice niente di nuovo.
#
# Un follower non mette mai «mi piace». È un conto falso?
#
# - [ ] Sì: chi è vero reagisce.
#   > Più di metà delle persone, in questi dati, non ha reagito nel trimestre.
# - [ ] No: i falsi reagiscono sempre.
#   > Nemmeno: molti falsi tacciono, altri sono venduti con i «mi piace».
# - [x] Non si può dire dal silenzio.
#   > Esatto. Tacciono le persone che guardano, gli inattivi e molti falsi.

# %%
quiz("7.a")

# %% [markdown] minutes=2
# ## Che cosa non puoi concludere
#
# - **Da un punteggio a una persona.** Un punteggio non è una prova: non si pubblicano elenchi di «falsi».
# - **Chi ha pagato.** I falsi si possono comprare anche per un rivale.
# - **Da questi dati al mondo.** I conti sono inventati, e somigliano a quelli del 2013. Altri venditori e altre piattaforme sono
#   diversi.
# - **Dal silenzio al falso.** Chi tace può essere una persona che guarda.
# - **Dalla relazione alla vendita.** Qui nessuno ha tirato a sorte chi segue: chi condivide di più forse comprava già prima.
# - **Dai primi della lista a tutti.** L'elenco comincia dagli ultimi arrivati: guardare solo quelli è un campione distorto.
# - **Privacy.** L'elenco dei follower è un dato personale, anche se tutti lo vedono. Raccogli solo ciò che serve, senza nomi, e
#   cancellalo dopo. Giudicare le persone una per una è *profilazione*: serve una base giuridica, cioè un motivo che la legge ammette (Regolamento UE 2016/679).

# %% [markdown] minutes=1
# ## Mettiti alla prova
#
# Un pubblico tuo: i follower di tre pagine, e un gruppo di conti verificati a mano. Esegui la cella qui sotto, poi quella che
# mostra la domanda di ogni esercizio. In `verificati`, la colonna `falso` si legge come in `follower_etichettati`.

# %% role="load"
prova = load_variant("07")
follower_prova = prova["follower"]
verificati = prova["verificati"]
verificati.head()

# %%
prova.domanda("segnati")

# %% [markdown] exercise="7.13" role="prompt" objective="B" minutes=2 kind="number" decimals=3 graded=true
# ### Esercizio 7.13 · Quanti segnati
#
# Rispondi alla domanda qui sopra con la tabella `follower_prova`.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.13" role="answer"
### BEGIN SOLUTION
pagina_prova = follower_prova[follower_prova["marchio"] == prova["marchio"]]
segnati_prova = (pagina_prova[prova["colonna"]] < prova["soglia"]).mean()
### END SOLUTION

# %% exercise="7.13" role="check"
check("7.13", segnati_prova)

# %% exercise="7.13" role="wrong" mistake="tutte_le_pagine"
# Hai usato tutte le pagine insieme. La domanda ne nomina una: quale filtro manca?
segnati_prova = (follower_prova[prova["colonna"]] < prova["soglia"]).mean()

# %% exercise="7.13" role="wrong" mistake="conteggio"
# Hai contato i conti. Una quota è la media di una colonna di vero e falso: quale comando la fa?
segnati_prova = (follower_prova[follower_prova["marchio"] == prova["marchio"]][prova["colonna"]] < prova["soglia"]).sum()

# %% [markdown] exercise="7.13" role="hint"
# Prima il filtro sulla pagina, poi la regola sulla colonna che la domanda nomina.

# %% [markdown] exercise="7.13" role="hint"
# `(pagina["…"] < …).mean()`, con la colonna e la soglia della domanda.

# %%
prova.domanda("falsi_allarmi")

# %% [markdown] exercise="7.14" role="prompt" objective="B" minutes=2 kind="number" decimals=3 graded=true
# ### Esercizio 7.14 · I falsi allarmi
#
# Rispondi alla domanda qui sopra con la tabella `verificati`.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.14" role="answer"
### BEGIN SOLUTION
persone_verificate = verificati[verificati["falso"] == 0]
allarmi_prova = (persone_verificate[prova["colonna"]] < prova["soglia"]).mean()
### END SOLUTION

# %% exercise="7.14" role="check"
check("7.14", allarmi_prova)

# %% exercise="7.14" role="wrong" mistake="sensibilita"
# Hai guardato i falsi: questa è la sensibilità. Quale valore di `falso` hanno le persone?
falsi_verificati = verificati[verificati["falso"] == 1]
allarmi_prova = (falsi_verificati[prova["colonna"]] < prova["soglia"]).mean()

# %% exercise="7.14" role="wrong" mistake="tutti"
# Hai usato tutti i conti verificati, falsi compresi. Il tutto sono le persone: quale filtro manca?
allarmi_prova = (verificati[prova["colonna"]] < prova["soglia"]).mean()

# %% [markdown] exercise="7.14" role="hint"
# Tieni solo le righe di `verificati` che sono persone: quale valore ha lì la colonna `falso`?

# %% [markdown] exercise="7.14" role="hint"
# Poi la stessa regola di prima, con `.mean()`.

# %%
prova.domanda("significato")

# %% [markdown] exercise="7.15" role="prompt" objective="C" minutes=3 kind="number" decimals=3 graded=true
# ### Esercizio 7.15 · Che cosa vuol dire segnato
#
# Rispondi alla domanda qui sopra. Ti servono la sensibilità e i falsi allarmi della regola, misurati su `verificati`. Puoi
# ragionare su mille follower, come nella prima parte.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.15" role="answer"
### BEGIN SOLUTION
verificati["segnato"] = verificati[prova["colonna"]] < prova["soglia"]
quote_verificate = verificati.groupby("falso")["segnato"].mean()
falsi_su_mille = 1000 * prova["quota_ipotesi"] * quote_verificate[1]
persone_su_mille = 1000 * (1 - prova["quota_ipotesi"]) * quote_verificate[0]
significato_prova = falsi_su_mille / (falsi_su_mille + persone_su_mille)
### END SOLUTION

# %% exercise="7.15" role="check"
check("7.15", significato_prova)

# %% exercise="7.15" role="wrong" mistake="sensibilita"
# Questa è la sensibilità. La domanda parte dai conti segnati: quanti sono falsi e quanti persone?
significato_prova = (verificati[verificati["falso"] == 1][prova["colonna"]] < prova["soglia"]).mean()

# %% exercise="7.15" role="wrong" mistake="quota_dei_verificati"
# Hai contato i falsi fra i verificati che la regola segna. Lì i falsi sono molti di più che nel pubblico della domanda: quale quota di base va
# usata?
significato_prova = verificati[verificati[prova["colonna"]] < prova["soglia"]]["falso"].mean()

# %% [markdown] exercise="7.15" role="hint"
# Su mille follower: quanti sono i falsi, e quanti di loro segna la regola? E quante persone?

# %% [markdown] exercise="7.15" role="hint"
# Falsi segnati diviso tutti i segnati, come nell'esercizio 7.6.

# %%
prova.domanda("corretta")

# %% [markdown] exercise="7.16" role="prompt" objective="D" minutes=3 kind="number" decimals=3 graded=true
# ### Esercizio 7.16 · La quota corretta
#
# Rispondi alla domanda qui sopra. Usa la formula della quota corretta, con la sensibilità e i falsi allarmi della regola.
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.16" role="answer"
### BEGIN SOLUTION
pagina_prova = follower_prova[follower_prova["marchio"] == prova["marchio"]]
grezza_prova = (pagina_prova[prova["colonna"]] < prova["soglia"]).mean()
verificati["segnato"] = verificati[prova["colonna"]] < prova["soglia"]
quote_verificate = verificati.groupby("falso")["segnato"].mean()
corretta_prova = (grezza_prova - quote_verificate[0]) / (quote_verificate[1] - quote_verificate[0])
### END SOLUTION

# %% exercise="7.16" role="check"
check("7.16", corretta_prova)

# %% exercise="7.16" role="wrong" mistake="grezza"
# Questa è la quota grezza dei segnati. Quanti fra loro sono falsi allarmi da togliere?
corretta_prova = (follower_prova[follower_prova["marchio"] == prova["marchio"]][prova["colonna"]] < prova["soglia"]).mean()

# %% exercise="7.16" role="wrong" mistake="tutte_le_pagine"
# La formula è giusta, ma hai messo insieme tutte le pagine. Quale filtro manca nella quota grezza?
grezza_prova = (follower_prova[prova["colonna"]] < prova["soglia"]).mean()
verificati["segnato"] = verificati[prova["colonna"]] < prova["soglia"]
quote_verificate = verificati.groupby("falso")["segnato"].mean()
corretta_prova = (grezza_prova - quote_verificate[0]) / (quote_verificate[1] - quote_verificate[0])

# %% [markdown] exercise="7.16" role="hint"
# Ti servono tre numeri: la quota segnata nella pagina, la sensibilità e i falsi allarmi.

# %% [markdown] exercise="7.16" role="hint"
# `(quota segnata - falsi allarmi) / (sensibilità - falsi allarmi)`, con tutte le parentesi.

# %%
prova.domanda("relazione")

# %% [markdown] exercise="7.17" role="prompt" objective="E" minutes=2 kind="text" graded=true
# ### Esercizio 7.17 · Chi ha la relazione più forte
#
# Rispondi alla domanda qui sopra con la tabella `follower_prova`.
#
# **Forma:** il nome della pagina, fra virgolette.

# %% exercise="7.17" role="answer"
### BEGIN SOLUTION
medie_prova = follower_prova.groupby("marchio")["condivisioni"].mean()
pagina_vicina = medie_prova.idxmax()
### END SOLUTION

# %% exercise="7.17" role="check"
check("7.17", pagina_vicina)

# %% exercise="7.17" role="wrong" mistake="portata"
# Questa è la pagina con più follower. La domanda chiede le condivisioni *per follower*: quale media guardi?
pagina_vicina = follower_prova["marchio"].value_counts().idxmax()

# %% exercise="7.17" role="wrong" mistake="mi_piace"
# Questa è la pagina con più «mi piace» per follower: si comprano anche quelli. Quale colonna conta le condivisioni?
pagina_vicina = follower_prova.groupby("marchio")["mi_piace"].mean().idxmax()

# %% [markdown] exercise="7.17" role="hint"
# Raggruppa per `marchio` e fai la media delle condivisioni.

# %% [markdown] exercise="7.17" role="hint"
# Scegli la riga con la media più alta e scrivi il suo nome fra virgolette.

# %% [markdown] layer="deep" minutes=1
# ## Approfondimento: quanto è larga l'incertezza
#
# Questa parte è facoltativa ed è chiusa: per aprirla premi il pulsante con il +, qui sotto, oppure la freccia accanto al
# titolo (*cells hidden* vuol dire celle nascoste). Guardi dentro l'intervallo, stimi la quota in un altro modo e cerchi un segno
# che solo un gruppo può mostrare.

# %% [markdown] minutes=7
# ### L'intervallo che conta due incertezze
#
# La quota corretta usa tre numeri, e tutti e tre sono stimati: quanti sono i segnati nel pubblico, quanti falsi la regola
# prende, quante persone accusa. Gli ultimi due vengono dai conti verificati: se sono pochi, sono incerti anche loro. Thomas Lang
# e Jenő Reiczigel (2014) hanno proposto un intervallo che tiene insieme tutto. È quello di `estimate_share`.
#
# `validation_of` misura gli errori di una regola fatta a mano. Proviamo «meno di 30 follower» su Quotanova, con tutti i
# conti di addestramento.

# %%
from kit.followers import first_digits, validation_of

con_molti = validation_of(noti["falso"], noti["follower"] < 30)
stima_con_molti = estimate_share(quotanova["follower"] < 30, con_molti)
stima_con_molti[["metodo", "stima", "limite_inf", "limite_sup"]]

# %% [markdown]
# La seconda riga, quella corretta, ha un intervallo più largo della prima: conta un'incertezza in più. Una riga si prende con
# `.iloc` e la sua posizione, che parte da zero: `stima_con_molti.iloc[1]`.

# %% [markdown] exercise="7.18" role="prompt" objective="D" minutes=10 kind="number" decimals=3
# ### Esercizio 7.18 · Con pochi conti verificati
#
# Rifai la stima usando soltanto i primi 150 conti di `noti` per la verifica. Quanto è largo l'intervallo **corretto**, cioè limite
# superiore meno limite inferiore?
#
# **Forma:** un numero con 3 decimali.

# %% exercise="7.18" role="answer"
### BEGIN SOLUTION
pochi = noti[:150]
con_pochi = validation_of(pochi["falso"], pochi["follower"] < 30)
riga_corretta = estimate_share(quotanova["follower"] < 30, con_pochi).iloc[1]
larghezza = riga_corretta["limite_sup"] - riga_corretta["limite_inf"]
### END SOLUTION

# %% exercise="7.18" role="check"
check("7.18", larghezza)

# %% exercise="7.18" role="wrong" mistake="con_tutti"
# Questa è la larghezza con tutti i conti verificati. Quanti ne devi tenere per la verifica?
riga_corretta = stima_con_molti.iloc[1]
larghezza = riga_corretta["limite_sup"] - riga_corretta["limite_inf"]

# %% exercise="7.18" role="wrong" mistake="grezza"
# Questa è la riga grezza: il suo intervallo non conosce gli errori della regola. In quale posizione sta quella corretta?
riga_grezza = stima_con_molti.iloc[0]
larghezza = riga_grezza["limite_sup"] - riga_grezza["limite_inf"]

# %% exercise="7.18" role="wrong" mistake="meta"
# Questa è solo la parte superiore, dalla stima al limite. La larghezza va da un limite all'altro: quale valore devi togliere?
riga_corretta = estimate_share(quotanova["follower"] < 30, validation_of(noti[:150]["falso"], noti[:150]["follower"] < 30)).iloc[1]
larghezza = riga_corretta["limite_sup"] - riga_corretta["stima"]

# %% [markdown] exercise="7.18" role="hint"
# `pochi = noti[:150]`, poi `validation_of(pochi["falso"], …)` con la regola sugli stessi conti.

# %% [markdown] exercise="7.18" role="hint"
# `estimate_share(quotanova["follower"] < 30, …).iloc[1]` è la riga corretta: sottrai i due limiti.

# %% [markdown] minutes=7
# ### Un'altra strada: EM
#
# La correzione usa solo sì e no. Il classificatore però sa di più: dà a ogni conto una probabilità. Il metodo **EM** (in inglese
# *expectation-maximization*) parte da una quota qualunque e ripete due passi. Con quella quota aggiorna le probabilità dei conti;
# poi la loro media diventa la nuova quota. Si ferma quando non cambia più. È di Marco Saerens e altri (2002).
#
# `predict_proba` dà due colonne: la probabilità di essere persona e quella di essere falso. `[:, 1]` prende la seconda, perché si
# conta da zero.

# %%
probabilita_altocrinale = classificatore.predict_proba(altocrinale)[:, 1]
due_metodi = estimate_share(classificatore.predict(altocrinale), verifica, probabilities=probabilita_altocrinale)
due_metodi[["metodo", "stima", "limite_inf", "limite_sup"]]

# %% [markdown] exercise="7.19" role="prompt" objective="D" minutes=10 kind="number" decimals=3
# ### Esercizio 7.19 · EM sulla pagina che ci ha ingannati
#
# Stima con EM la quota di falsi di `"scattofermo"`: è la terza riga. Poi confrontala con la verità. EM si salva dal venditore mai
# visto?
#
# **Forma:** un numero con 3 decimali, fra 0 e 1.

# %% exercise="7.19" role="answer"
### BEGIN SOLUTION
scattofermo = follower[follower["marchio"] == "scattofermo"]
probabilita_scattofermo = classificatore.predict_proba(scattofermo)[:, 1]
tre_righe = estimate_share(classificatore.predict(scattofermo), verifica, probabilities=probabilita_scattofermo)
quota_em = tre_righe.iloc[2]["stima"]
### END SOLUTION

# %% exercise="7.19" role="check"
check("7.19", quota_em)

# %% exercise="7.19" role="wrong" mistake="grezza"
# Questa è la quota dei segnati, senza correzione. In quale riga sta EM?
scattofermo = follower[follower["marchio"] == "scattofermo"]
quota_em = estimate_share(classificatore.predict(scattofermo), verifica).iloc[0]["stima"]

# %% exercise="7.19" role="wrong" mistake="altra_pagina"
# Questa è la stima di Altocrinale. Per quale pagina vanno rifatti i conti?
quota_em = due_metodi.iloc[2]["stima"]

# %% [markdown] exercise="7.19" role="hint"
# Copia la cella di Altocrinale e cambia la pagina: ti servono le sue righe e le sue probabilità.

# %% [markdown] exercise="7.19" role="hint"
# La terza riga è `.iloc[2]`; da lì prendi `["stima"]`.

# %% [markdown] minutes=1
# Anche EM sbaglia: presume che i falsi del pubblico somiglino a quelli studiati. Nessuna formula corregge ciò che non ha mai visto.

# %% [markdown] minutes=7
# ### La prima cifra: Benford
#
# Prendi numeri che vanno da poche unità a molte migliaia e guarda la prima cifra. In molti casi l'1 compare quasi una volta su
# tre, il 9 meno di una su venti: è la *legge di Benford*. Jennifer Golbeck (2015) l'ha cercata nei conti dei social. I conti
# venduti spesso seguono numeri di conti tutti simili, e la legge salta.

# %%
dibattito = etichettati[etichettati["gruppo"] == "dibattito"]
cifre = first_digits(dibattito, "seguiti")
cifre

# %% [markdown]
# `quota` è quella osservata, `attesa` quella di Benford: si somigliano. Lo scarto medio, senza segno (`.abs()`), riassume la distanza in un numero.

# %%
(cifre["quota"] - cifre["attesa"]).abs().mean()

# %% [markdown] exercise="7.20" role="prompt" objective="D" minutes=10 kind="number" decimals=3
# ### Esercizio 7.20 · La prima cifra dei falsi
#
# Calcola lo scarto medio per il gruppo di falsi `"lampo"`, sempre sulla colonna `seguiti`.
#
# **Forma:** un numero con 3 decimali.

# %% exercise="7.20" role="answer"
### BEGIN SOLUTION
cifre_lampo = first_digits(etichettati[etichettati["gruppo"] == "lampo"], "seguiti")
scarto_lampo = (cifre_lampo["quota"] - cifre_lampo["attesa"]).abs().mean()
### END SOLUTION

# %% exercise="7.20" role="check"
check("7.20", scarto_lampo)

# %% exercise="7.20" role="wrong" mistake="senza_abs"
# Senza `.abs()` gli scarti in più e in meno si cancellano, e la media viene zero. Dove va messo?
cifre_lampo = first_digits(etichettati[etichettati["gruppo"] == "lampo"], "seguiti")
scarto_lampo = (cifre_lampo["quota"] - cifre_lampo["attesa"]).mean()

# %% exercise="7.20" role="wrong" mistake="persone"
# Questo è lo scarto delle persone. Quale gruppo va messo nel filtro?
scarto_lampo = (cifre["quota"] - cifre["attesa"]).abs().mean()

# %% exercise="7.20" role="wrong" mistake="colonna"
# Hai guardato la prima cifra dei messaggi. Quale colonna chiede la consegna?
cifre_messaggi = first_digits(etichettati[etichettati["gruppo"] == "lampo"], "messaggi")
scarto_lampo = (cifre_messaggi["quota"] - cifre_messaggi["attesa"]).abs().mean()

# %% [markdown] exercise="7.20" role="hint"
# Filtra `etichettati` per gruppo e passa la tabella a `first_digits`.

# %% [markdown] exercise="7.20" role="hint"
# Poi la stessa riga di prima: differenza, `.abs()`, `.mean()`.

# %% [markdown] minutes=1
# Lo scarto dei falsi è molte volte più grande. Guarda sempre lo scarto: con tanti conti un test statistico direbbe «diverso» anche per
# differenze che non contano niente.

# %% [markdown] minutes=1
# ## Punti chiave
#
# - Falso, bot, inattivo e spammer sono cose diverse.
# - Una regola ha due numeri: quanti falsi prende e quante persone accusa.
# - Quando i falsi sono pochi, un conto segnato è spesso una persona.
# - Un numero altissimo può venire da una prova facile: chiedi su quali conti.
# - La quota di falsi si corregge, e si dà con il suo intervallo; un venditore mai visto la inganna.
# - Portata e relazione danno classifiche diverse; anche i «mi piace» si comprano.
# - Un punteggio non è una prova.

# %%
progress("07")

# %% [markdown]
# ## Le parole di questa lezione
#
# {{ glossario }}

# %% [markdown]
# ## Per continuare
#
# - Cresci e altri, [*Fame for sale: efficient detection of fake Twitter followers*](https://arxiv.org/abs/1509.04098), Decision Support
#   Systems, 2015: le regole provate una per una, e i conti veri che i nostri imitano (in inglese).
# - Il testo di questa lezione riprende un articolo del gennaio 2012 sui follower in vendita, e i commenti dei suoi lettori.
#
# **Scarica il mio lavoro.** Togli il segno `#` ed esegui la cella: mette i tuoi quaderni in un solo file da portare via.

# %%
# take_away()
