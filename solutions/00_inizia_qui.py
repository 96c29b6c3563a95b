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
#     lesson: "00"
#     title: "Inizia qui: esegui, leggi, controlla"
#     what: >-
#       Esegui le prime celle, leggi una tabella di messaggi pubblicati sui social, incontri apposta gli errori che
#       capitano a tutti e impari a controllare in autonomia le tue risposte. Non serve aver mai programmato.
#     base: 45
#     data: [post]
#     objectives:
#       A: Esegui le celle nell'ordine giusto e riconosci quando un risultato è vecchio.
#       B: Scrivi numeri, testi e nomi come li vuole Python, con il punto per i decimali.
#       C: Prendi una colonna da una tabella e ne calcoli il totale.
#       D: Leggi l'ultima riga di un errore e capisci che cosa correggere.
#       E: Conti i valori mancanti e dici che cosa cambiano in un totale.
#     words:
#       cella:
#         en: cell
#         text: Un riquadro del quaderno. Contiene testo da leggere oppure codice da eseguire.
#       variabile:
#         en: variable
#         text: Un nome a cui hai dato un valore con il segno `=`.
#       colonna:
#         en: column
#         text: Un'informazione della tabella, con un nome. Ce n'è un valore per ogni riga.
#       valore mancante:
#         en: missing value
#         text: Un posto vuoto nella tabella. Python lo mostra come `NaN`.
#       clic:
#         en: click
#         text: Una volta in cui qualcuno ha toccato il collegamento di un messaggio.
#     variant: "00"
# ---

# %% [markdown]
# # 00. Inizia qui: esegui, leggi, controlla
#
# {{ scheda }}

# %% [markdown] minutes=3
# ## Come si usa questa pagina
#
# Questa pagina si chiama *notebook*, cioè quaderno. È fatta di riquadri, le **celle**. Alcune contengono testo, come
# questa. Altre contengono codice, su fondo grigio, con due parentesi quadre `[ ]` a sinistra.
#
# Per **eseguire** una cella di codice:
#
# 1. fai clic dentro la cella;
# 2. premi insieme i tasti **Maiusc** e **Invio** (sulla tastiera: *Shift* e *Enter*), oppure il pulsante ▶ in alto.
#
# Il risultato compare sotto. Fra le parentesi quadre vedrai un asterisco `[*]` mentre Python lavora, poi un numero.
# Non puoi rompere niente: questa è la tua copia, e l'originale resta al suo posto.
#
# Prova con la cella qui sotto. È la cella di preparazione, e in ogni lezione va eseguita per prima.

# %%
from kit.datasets import describe, load, load_variant, read_italian
from kit.exercises import bring_back, check, hint, progress, quiz, ready, restart, solution, take_away

ready("00")

# %% [markdown] minutes=1
# ## La domanda
#
# Fiatolungo vende scarpe e abiti per chi corre e cammina, in un negozio di Borgo Malvento e su Internet. **Nives** ne
# cura i canali social. Da gennaio a marzo ha pubblicato 48 messaggi.
#
# **Tullio**, il titolare, prepara il rapporto del trimestre e le chiede: «Posso scrivere che un clic su venti diventa un
# acquisto?». Nives ha una tabella e un quarto d'ora. Alla fine di questa lezione gli rispondi tu.

# %% [markdown] minutes=1
# ## Prima di calcolare, prevedi
#
# Secondo te, su 100 clic, quanti diventano un acquisto? Non c'è niente da indovinare: serve a confrontare la tua idea con
# i dati. Sostituisci il 10 con il tuo numero, poi esegui la cella.

# %%
mia_previsione = 10
mia_previsione

# %% [markdown] minutes=2
# ## 1. Esegui una cella
#
# Python è anche una calcolatrice. I segni sono `+`, `-`, `*` (per) e `/` (diviso).

# %%
120 / 6

# %% [markdown]
# Con il segno `=` dai un nome a un valore: hai creato una **variabile**. Sotto la cella compare il risultato della sua ultima riga.

# %%
clic_di_ieri = 120
acquisti_di_ieri = 6
clic_di_ieri - acquisti_di_ieri

# %% [markdown]
# Ieri 114 clic non sono diventati un acquisto. Il segno `=` non chiede niente: mette il valore di destra nel nome di
# sinistra.

# %% [markdown] exercise="0.1" role="prompt" objective="A" minutes=2 kind="number"
# ### Esercizio 0.1 · Quanti clic per un acquisto
#
# Un messaggio ha avuto 240 clic e 15 acquisti. Quanti clic servono, in media, per un acquisto? Al posto dei tre puntini
# scrivi il calcolo ed esegui la cella. Poi esegui la cella sotto, quella con `check`: ti dice com'è andata.
#
# Se ti blocchi, chiedi un aiuto: premi il pulsante + in alto, che aggiunge una cella, scrivi `hint("0.1")` ed eseguila.
#
# **Forma:** un numero.

# %% exercise="0.1" role="answer"
clic_del_messaggio = 240
acquisti_del_messaggio = 15
### BEGIN SOLUTION
clic_per_acquisto = clic_del_messaggio / acquisti_del_messaggio
### END SOLUTION

# %% exercise="0.1" role="check"
check("0.1", clic_per_acquisto)

# %% exercise="0.1" role="wrong" mistake="capovolto"
# Hai diviso gli acquisti per i clic: questo numero dice quanti acquisti porta un clic. Qui si chiede il contrario: che
# cosa va sopra la linea della divisione?
clic_per_acquisto = acquisti_del_messaggio / clic_del_messaggio

# %% exercise="0.1" role="wrong" mistake="differenza"
# Hai tolto gli acquisti dai clic: così sai quanti clic non hanno portato un acquisto. Per sapere quanti clic servono
# per ogni acquisto si usa la divisione, con il segno `/`.
clic_per_acquisto = clic_del_messaggio - acquisti_del_messaggio

# %% [markdown] exercise="0.1" role="hint"
# Se 10 clic portano 2 acquisti, per un acquisto servono 5 clic. Che operazione hai fatto con 10 e 2?

# %% [markdown] exercise="0.1" role="hint"
# Usa i due nomi `clic_del_messaggio` e `acquisti_del_messaggio` e il segno `/`. Prima il numero che vuoi ripartire.

# %% [markdown] minutes=2
# ## 2. Numeri, testi e nomi
#
# In Italia scriviamo 79,90. Python vuole il **punto**: `79.90`. La virgola per lui separa due cose diverse.

# %%
prezzo_con_il_punto = 79.90
prezzo_con_il_punto + 10

# %% [markdown]
# Con la virgola hai due numeri in fila, 79 e 90. Non è un errore, e per questo è pericoloso: Python non ti avvisa.

# %%
prezzo_con_la_virgola = 79,90
prezzo_con_la_virgola

# %% [markdown]
# Ciò che sta fra virgolette è un **testo**, anche se sembra un numero. Con due segni uguali, `==`, chiedi se due cose
# sono uguali: la risposta è `True` (vero) oppure `False` (falso).

# %%
"79.90" == 79.90

# %% [markdown]
# Il testo `"79.90"` e il numero `79.90` sono cose diverse.

# %% [markdown] exercise="0.2" role="prompt" objective="B" minutes=3 kind="number" decimals=2
# ### Esercizio 0.2 · Tre paia di scarpe
#
# Le scarpe *Passo Lieve* costano 79,90 euro. Un gruppo di amici ne compra tre paia. Scrivi il prezzo come lo vuole Python
# e calcola il totale.
#
# **Forma:** un numero con 2 decimali.

# %% exercise="0.2" role="answer"
### BEGIN SOLUTION
prezzo = 79.90
totale_scarpe = prezzo * 3
### END SOLUTION

# %% exercise="0.2" role="check"
check("0.2", totale_scarpe)

# %% exercise="0.2" role="wrong" mistake="virgola"
# Hai scritto il prezzo con la virgola. Per Python sono due numeri in fila, 79 e 90, e moltiplicare per 3 li ripete tre
# volte. Quale segno vuole Python al posto della virgola?
prezzo = 79,90
totale_scarpe = prezzo * 3

# %% exercise="0.2" role="wrong" mistake="virgolette"
# Hai messo il prezzo fra virgolette: per Python è un testo, e moltiplicare un testo per 3 lo ripete tre volte. Togli le
# virgolette, così diventa un numero.
prezzo = "79.90"
totale_scarpe = prezzo * 3

# %% exercise="0.2" role="wrong" mistake="un_paio"
# Questo è il prezzo di un paio solo. La consegna parla di tre paia: quale segno usa Python per moltiplicare?
prezzo = 79.90
totale_scarpe = prezzo

# %% exercise="0.2" role="alternative"
prezzo = 79.9
totale_scarpe = prezzo + prezzo + prezzo

# %% [markdown] exercise="0.2" role="hint"
# Vai all'inizio della cella e premi Invio: hai una riga nuova, sopra. Lì scrivi `prezzo = ` e il numero, con il punto al posto
# della virgola e senza virgolette.

# %% [markdown] exercise="0.2" role="hint"
# Nella riga sotto: `totale_scarpe = prezzo * …`. Al posto dei puntini, quante paia comprano.

# %% [markdown] minutes=2
# ## 3. L'ordine delle celle conta
#
# Python ricorda i valori **nell'ordine in cui esegui le celle**, non nell'ordine in cui le vedi. Guarda queste due righe.

# %%
sconto = 10
prezzo_scontato = 79.90 - sconto
prezzo_scontato

# %% [markdown]
# Ora lo sconto cambia. Il prezzo scontato, invece, resta quello calcolato prima: nessuno ha chiesto di rifare il conto.

# %%
sconto = 20
prezzo_scontato

# %% [markdown]
# Per averlo aggiornato bisogna eseguire di nuovo la riga che lo calcola. Quando non sai più che cosa hai eseguito,
# ricomincia dall'alto: il pulsante con le due frecce, ▶▶ (*Restart the kernel and run all cells*), riavvia Python ed esegue
# tutto in fila. Se una finestra chiede conferma, premi *Riavvia*. Le tue risposte restano scritte.

# %% [markdown] exercise="0.3" role="prompt" objective="A" minutes=2 kind="choice" options=["5", "6", "10", "11"]
# ### Esercizio 0.3 · Leggi senza eseguire
#
# Queste tre righe vengono eseguite una dopo l'altra:
#
# ```
# a = 5
# b = a + 1
# a = 10
# ```
#
# Quanto vale `b` alla fine? Rispondi senza eseguirle.
#
# **Forma:** una scelta fra `"5"`, `"6"`, `"10"` e `"11"`.

# %% exercise="0.3" role="answer"
### BEGIN SOLUTION
valore_di_b = "6"
### END SOLUTION

# %% exercise="0.3" role="check"
check("0.3", valore_di_b)

# %% exercise="0.3" role="wrong" mistake="ricalcolato"
# Hai rifatto il conto di `b` con il nuovo valore di `a`. Python non lo fa da solo: `b` è stato calcolato quando `a`
# aveva un altro valore. Quale?
valore_di_b = "11"

# %% exercise="0.3" role="wrong" mistake="copia_di_a"
# Questo è il valore di `a`, prima o dopo il cambio. Nella seconda riga a `b` si aggiunge qualcosa: che cosa?
valore_di_b = "10"

# %% exercise="0.3" role="wrong" mistake="copia_di_a_prima"
# Questo è il valore di `a`, prima o dopo il cambio. Nella seconda riga a `b` si aggiunge qualcosa: che cosa?
valore_di_b = "5"

# %% [markdown] exercise="0.3" role="hint"
# Fermati dopo la seconda riga. In quel momento quanto vale `a`? E quindi quanto vale `b`?

# %% [markdown] exercise="0.3" role="hint"
# La terza riga cambia soltanto `a`. Il valore di `b` resta quello di prima.

# %% [markdown] minutes=3
# ## 4. Una tabella e le sue colonne
#
# I dati di Nives sono una tabella: una riga per ogni messaggio. La carichiamo e ne guardiamo l'inizio.

# %%
tabella = load("post")
tabella.head()

# %% [markdown]
# Ogni **colonna** ha un nome. `persone_raggiunte` conta chi ha visto il messaggio, `clic` quante volte il collegamento è
# stato toccato, `incasso` sono gli euro delle vendite. Per prendere una colonna scrivi il suo nome fra virgolette, dentro
# le parentesi **quadre**. Sulla tastiera italiana `[` si fa con AltGr e il tasto `è`, `]` con AltGr e il tasto `+` (sul Mac con ⌥
# al posto di AltGr).

# %%
tabella["clic"].head()

# %% [markdown]
# La colonna intera ha 48 valori; `.head()` mostra solo i primi cinque. A sinistra ci sono i numeri di riga: Python conta da 0.
#
# Dopo la colonna, un punto e un comando con le parentesi **tonde**. `.sum()` fa il totale, `.mean()` la media.

# %%
tabella["clic"].sum()

# %% [markdown]
# In tre mesi i messaggi hanno avuto {{ it(tabella["clic"].sum()) }} clic.
#
# ### Muovi: scegli una colonna
#
# La cella qui sotto disegna una barra per ogni messaggio. Il suo codice è chiuso perché per ora non ti serve: eseguila,
# poi cambia la colonna nel menu. Con la tastiera: freccia su per tornare alla cella, Tab fino al menu, frecce per scegliere.

# %% jupyter={"source_hidden": true}
import matplotlib.pyplot as plt

from kit.formats import it
from kit.plots import italian_axis, picture, style
from kit.widgets import choice, explore

style()


def disegna_colonna(colonna):
    valori = tabella[colonna]
    figura, assi = plt.subplots(figsize=(8, 3.2))
    assi.bar(range(1, len(valori) + 1), valori.fillna(0))
    assi.set_xlabel("messaggio, dal primo all'ultimo del trimestre")
    assi.set_ylabel(colonna)
    italian_axis(assi, y="number")
    frase = (
        f"{colonna}: totale {it(valori.sum())}, media {it(valori.mean(), 1)} per messaggio, "
        f"dal più basso {it(valori.min())} al più alto {it(valori.max())}."
    )
    return picture(figura, f"Barre, una per messaggio: {frase}", frase)


explore(disegna_colonna, colonna=choice("Colonna", ["clic", "acquisti"]))

# %% [markdown]
# I clic sono migliaia, gli acquisti poco più di cento: la stessa storia, raccontata con una colonna o con l'altra, cambia
# molto.

# %% [markdown] exercise="0.4" role="prompt" objective="C" minutes=3 kind="series"
# ### Esercizio 0.4 · Prendi la colonna degli acquisti
#
# Metti nella variabile `colonna_acquisti` la colonna con gli acquisti di ogni messaggio. Tutta la colonna, non il totale.
#
# **Forma:** una colonna della tabella, con 48 valori.

# %% exercise="0.4" role="answer"
### BEGIN SOLUTION
colonna_acquisti = tabella["acquisti"]
### END SOLUTION

# %% exercise="0.4" role="check"
check("0.4", colonna_acquisti)

# %% exercise="0.4" role="wrong" mistake="totale"
# Hai fatto il totale: è un numero solo. Qui serve la colonna intera, con un valore per ogni messaggio: togli il comando
# dopo le parentesi quadre.
colonna_acquisti = tabella["acquisti"].sum()

# %% exercise="0.4" role="wrong" mistake="altra_colonna"
# Hai preso la colonna dei clic. Un clic non è un acquisto: quale nome di colonna parla di acquisti?
colonna_acquisti = tabella["clic"]

# %% exercise="0.4" role="wrong" mistake="solo_il_nome"
# Hai scritto soltanto il nome della colonna: è un testo. Serve prima il nome della tabella, poi il nome della colonna
# dentro le parentesi quadre.
colonna_acquisti = "acquisti"

# %% exercise="0.4" role="alternative"
colonna_acquisti = tabella[["acquisti"]]

# %% [markdown] exercise="0.4" role="hint"
# Guarda come abbiamo preso la colonna dei clic, poco più su. Che cosa cambia per un'altra colonna?

# %% [markdown] exercise="0.4" role="hint"
# La forma è `tabella["…"]`. Al posto dei puntini, il nome della colonna come lo vedi in cima alla tabella.

# %% [markdown] minutes=3
# ## 5. Gli errori che capitano a tutti
#
# Chi programma vede errori ogni giorno. Un errore non è un voto: è Python che dice dove si è fermato. Le prossime tre
# celle si fermano **apposta**. Leggi l'ultima riga di ciascuna:
# comincia con il nome dell'errore, in inglese. Sopra trovi una spiegazione in italiano.
#
# Prima cella: il nome è scritto male.

# %% tags=["raises-exception"]
tabela["clic"]

# %% [markdown]
# `NameError` vuol dire che un **nome non esiste**. O è scritto male, o la cella che lo crea non è stata eseguita.
#
# Seconda cella: la tabella c'è, la colonna con quel nome no.

# %% tags=["raises-exception"]
tabella["Clic"]

# %% [markdown]
# `KeyError` vuol dire che dentro la tabella **manca quella chiave**, di solito una colonna. Maiuscole e minuscole contano.
#
# Terza cella: manca una parentesi.

# %% tags=["raises-exception"]
tabella["clic".sum()

# %% [markdown]
# `SyntaxError` vuol dire che la riga **non è scritta secondo le regole**: manca o avanza un segno. Python indica il punto
# con `^`; l'errore sta lì, o poco prima.

# %% [markdown] exercise="0.5" role="prompt" objective="D" minutes=2 kind="text" options=["NameError", "KeyError", "SyntaxError"]
# ### Esercizio 0.5 · Che errore darà
#
# Un compagno scrive `tabella["incassi"].sum()`. La tabella c'è, ma la colonna si chiama `incasso`. Come si chiama
# l'errore che vedrà? Se vuoi, prova in una cella nuova: il pulsante + in alto la crea.
#
# **Forma:** uno dei tre nomi, fra virgolette: `"NameError"`, `"KeyError"` o `"SyntaxError"`.

# %% exercise="0.5" role="answer"
### BEGIN SOLUTION
nome_errore = "KeyError"
### END SOLUTION

# %% exercise="0.5" role="check"
check("0.5", nome_errore)

# %% exercise="0.5" role="wrong" mistake="nameerror"
# `NameError` riguarda un nome che Python non conosce affatto. Qui `tabella` esiste: è ciò che cerchi *dentro* la tabella
# che manca. Quale errore parla di una chiave?
nome_errore = "NameError"

# %% exercise="0.5" role="wrong" mistake="syntaxerror"
# `SyntaxError` riguarda i segni: parentesi, virgolette, virgole. In questa riga i segni ci sono tutti: è un nome di
# colonna che non corrisponde. Quale errore parla di una chiave?
nome_errore = "SyntaxError"

# %% [markdown] exercise="0.5" role="hint"
# La riga è scritta bene e `tabella` esiste. Che cosa non trova Python?

# %% [markdown] exercise="0.5" role="hint"
# È lo stesso caso di `tabella["Clic"]`, qui sopra: guarda la prima parola della sua ultima riga.

# %% [markdown] minutes=3
# ## 6. File italiani e valori mancanti
#
# La tabella di Nives nasce da un foglio di calcolo italiano. Ecco due righe di quel file:
#
# ```
# 07/01/2025;social_video;Più leggeri: lo zaino da mezza giornata;4.222;36;4;193,73 €
# 08/01/2025;social_video;Come si allacciano le scarpe in discesa;4.247;59;2;128,05 €
# ```
#
# Le colonne sono divise dal punto e virgola, i decimali hanno la virgola, `4.222` vuol dire più di quattromila. Un programma
# distratto leggerebbe poco più di quattro. `read_italian` conosce queste abitudini e racconta che cosa ha capito.

# %%
dal_file = read_italian("esempi/post_excel.csv")
dal_file.head(3)

# %% [markdown]
# Qualche casella del foglio è vuota: il dato non è mai arrivato. Python la segna con `NaN`, un **valore mancante**.
# `.isna()` chiede a ogni riga se il valore manca; con `.sum()` le conti.

# %%
tabella["incasso"].isna().sum()

# %% [markdown]
# In {{ it(tabella["incasso"].isna().sum()) }} messaggi non sappiamo l'incasso. `.sum()` li salta senza dirlo. Perciò il
# totale degli incassi è un «almeno»: quello vero può essere più alto. Anche `.mean()` li salta: divide solo per i messaggi
# in cui il valore c'è. Quante righe ha la tabella lo dice `len`.

# %%
len(tabella)

# %% [markdown] exercise="0.6" role="prompt" objective="E" minutes=3 kind="number"
# ### Esercizio 0.6 · Su quanti messaggi si fa la media
#
# `tabella["persone_raggiunte"].mean()` dà la media delle persone raggiunte. Su quanti messaggi è calcolata? Sono quelli in
# cui il valore **non** manca. Fai il conto con Python.
#
# **Forma:** un numero intero.

# %% exercise="0.6" role="answer"
### BEGIN SOLUTION
messaggi_contati = len(tabella) - tabella["persone_raggiunte"].isna().sum()
### END SOLUTION

# %% exercise="0.6" role="check"
check("0.6", messaggi_contati)

# %% exercise="0.6" role="alternative"
messaggi_contati = tabella["persone_raggiunte"].count()

# %% exercise="0.6" role="wrong" mistake="mancanti"
# Hai contato i messaggi in cui il valore manca. La media si fa sugli altri: quanti ne restano sul totale?
messaggi_contati = tabella["persone_raggiunte"].isna().sum()

# %% exercise="0.6" role="wrong" mistake="tutte_le_righe"
# Hai contato tutte le righe. In alcune il valore manca, e la media le salta: quante sono da togliere?
messaggi_contati = len(tabella)

# %% exercise="0.6" role="wrong" mistake="altra_colonna"
# Hai fatto il conto con la colonna `incasso`. La consegna parla delle persone raggiunte: quale colonna le conta?
messaggi_contati = len(tabella) - tabella["incasso"].isna().sum()

# %% exercise="0.6" role="wrong" mistake="senza_somma"
# `.isna()` dà una risposta vero/falso per ogni riga: è una colonna, non un conteggio. Quale comando, in fondo, fa il totale?
messaggi_contati = tabella["persone_raggiunte"].isna()

# %% [markdown] exercise="0.6" role="hint"
# Quante righe ha la tabella? E in quante manca `persone_raggiunte`? Poco sopra lo abbiamo fatto per l'incasso.

# %% [markdown] exercise="0.6" role="hint"
# `len(tabella) - …`: al posto dei puntini la colonna, `.isna()` e `.sum()`.

# %% [markdown] minutes=1
# ## Che cosa rispondi a Tullio
#
# Nives fa il conto: acquisti diviso clic. Il risultato è la quota di clic diventati acquisto.

# %%
quota_di_clic_diventati_acquisto = tabella["acquisti"].sum() / tabella["clic"].sum()
quota_di_clic_diventati_acquisto

# %% [markdown]
# È il {{ pct(quota_di_clic_diventati_acquisto) }}: circa {{ it(100 * quota_di_clic_diventati_acquisto) }} clic su 100.
# Tullio può scrivere «circa un clic su venti», e spiegare che cosa il numero non dice. Quanto era lontana la tua
# previsione? Se il numero qui sotto è positivo, ne avevi previsti di più; se è negativo, di meno.

# %%
mia_previsione - 100 * quota_di_clic_diventati_acquisto

# %% [markdown] minutes=2
# ## Controlla che cosa hai capito
#
# Tre domande. Scegli una risposta e premi il pulsante: ogni risposta ha la sua spiegazione.

# %% [markdown] quiz="0.a"
# Hai corretto una cella in alto. Che cosa succede ai risultati delle celle più in basso?
#
# - [ ] Si aggiornano da soli.
#   > Non succede: Python rifà un conto solo quando glielo chiedi. Vanno eseguite di nuovo.
# - [x] Restano quelli di prima, finché non le eseguo di nuovo.
#   > Esatto. Nel dubbio, il pulsante ▶▶ riavvia ed esegue tutto nell'ordine.
# - [ ] Spariscono.
#   > Restano lì, e sembrano buoni: per questo bisogna ricordarsi di eseguire di nuovo le celle.
#
# Quale di queste righe scrive bene il numero milledue e mezzo, cioè 1002,5?
#
# - [ ] `1.002,5`
#   > Così si scrive su carta in Italia. Python legge due cose diverse, divise dalla virgola.
# - [x] `1002.5`
#   > Esatto: il punto per i decimali, e nessun segno per le migliaia.
# - [ ] `"1002.5"`
#   > Fra virgolette è un testo: non ci puoi fare conti.
#
# Nella colonna degli incassi mancano due valori. Il totale che calcoli è…
#
# - [ ] giusto: Python mette zero dove manca.
#   > Python salta i valori mancanti. Il totale è come se fossero zero, ma non è detto che lo siano.
# - [x] un «almeno»: quello vero può essere più alto.
#   > Esatto. Accanto al totale scrivi sempre quanti valori mancano.
# - [ ] impossibile da calcolare.
#   > Si calcola, sui valori che ci sono. Conta dire quanti sono.

# %%
quiz("0.a")

# %% [markdown] minutes=1
# ## Che cosa non puoi concludere
#
# - **Il denominatore**, cioè per che cosa dividi. «Un clic su venti» parla dei clic, non delle persone: la stessa persona può fare tre clic.
# - **Causa.** Il numero non dice che è stato il messaggio a far comprare. Forse chi fa clic avrebbe comprato comunque:
#   se ne occupa la lezione 01.
# - **Dati mancanti.** In {{ it(tabella["incasso"].isna().sum()) }} messaggi l'incasso non c'è. Se mancano proprio quelli andati peggio, la media sembra più alta
#   del vero.
# - **Altri mesi.** Gennaio, febbraio e marzo non sono tutto l'anno.
# - **Privacy.** La tabella conta messaggi, non persone: nessuno è riconoscibile. Quando una riga è una persona servono
#   altre cautele.

# %% [markdown] minutes=1
# ## Mettiti alla prova
#
# Questi esercizi usano una tabella nuova, diversa da quella della lezione. Se hai ricevuto una prova, i dati sono solo tuoi.
# Valgono le cose che hai appena fatto, e la domanda precisa compare quando esegui la cella.

# %% role="load"
prova = load_variant("00")
post_prova = prova["post"]
post_prova.head()

# %%
prova.domanda("totale")

# %% [markdown] exercise="0.7" role="prompt" objective="C" minutes=2 kind="number" decimals=2 graded=true
# ### Esercizio 0.7 · Il totale di una colonna
#
# Rispondi alla domanda qui sopra con la tabella `post_prova`.
#
# **Forma:** un numero.

# %% exercise="0.7" role="answer"
### BEGIN SOLUTION
totale_prova = post_prova[prova["colonna"]].sum()
### END SOLUTION

# %% exercise="0.7" role="check"
check("0.7", totale_prova)

# %% exercise="0.7" role="wrong" mistake="media"
# Hai fatto la media dei messaggi. La domanda chiede il totale di tutti: quale comando somma?
totale_prova = post_prova[prova["colonna"]].mean()

# %% exercise="0.7" role="wrong" mistake="tabella_della_lezione"
# Hai usato la tabella della lezione. Questa domanda riguarda la tua: si chiama `post_prova`.
totale_prova = load("post")[prova["colonna"]].sum()

# %% exercise="0.7" role="wrong" mistake="senza_comando"
# Hai preso la colonna intera. La domanda chiede un numero solo: quale comando manca in fondo?
totale_prova = post_prova[prova["colonna"]]

# %% [markdown] exercise="0.7" role="hint"
# È come il totale dei clic nella sezione 4, con un'altra tabella e forse un'altra colonna.

# %% [markdown] exercise="0.7" role="hint"
# La forma è `post_prova["…"].sum()`, con il nome della colonna scritto nella domanda.

# %%
prova.domanda("vuoti")

# %% [markdown] exercise="0.8" role="prompt" objective="E" minutes=2 kind="number" graded=true
# ### Esercizio 0.8 · I valori mancanti
#
# Rispondi alla domanda qui sopra con la tabella `post_prova`.
#
# **Forma:** un numero intero.

# %% exercise="0.8" role="answer"
### BEGIN SOLUTION
vuoti_prova = post_prova[prova["colonna_con_vuoti"]].isna().sum()
### END SOLUTION

# %% exercise="0.8" role="check"
check("0.8", vuoti_prova)

# %% exercise="0.8" role="wrong" mistake="presenti"
# Hai contato i valori che ci sono. La domanda chiede quelli che mancano: quale comando chiede se un valore manca?
vuoti_prova = post_prova[prova["colonna_con_vuoti"]].count()

# %% exercise="0.8" role="wrong" mistake="righe"
# Hai contato tutte le righe della tabella. Servono solo quelle in cui il valore manca.
vuoti_prova = len(post_prova)

# %% exercise="0.8" role="wrong" mistake="senza_somma"
# `.isna()` dà una risposta vero/falso per ogni riga. La domanda chiede quante: quale comando manca in fondo?
vuoti_prova = post_prova[prova["colonna_con_vuoti"]].isna()

# %% [markdown] exercise="0.8" role="hint"
# È come la sezione 6: prima la colonna che la domanda nomina, poi `.isna()`.

# %% [markdown] exercise="0.8" role="hint"
# Tre pezzi in fila: la colonna, `.isna()` e `.sum()`.

# %% [markdown] minutes=1
# ## Punti chiave
#
# - Una cella si esegue con Maiusc + Invio. L'ordine in cui le esegui conta.
# - Nel codice i decimali hanno il punto; nei file italiani la virgola.
# - `tabella["colonna"]` prende una colonna. Le parentesi tonde, come in `.sum()`, danno un comando.
# - L'ultima riga di un errore dice che cosa correggere.
# - Un totale va letto insieme a quanti valori mancano.
#
# Quando ti blocchi: `hint("0.4")` dà un aiuto alla volta, `solution("0.4")` mostra la soluzione dopo che ci hai provato.
# Se vuoi ricominciare la lezione da capo, `restart("00")` la rimette nuova e conserva la tua copia con la data nel nome.
# Con la cella qui sotto vedi a che punto sei.

# %%
progress("00")

# %% [markdown]
# ## Le parole di questa lezione
#
# {{ glossario }}

# %% [markdown]
# ## Per continuare
#
# - Lezione 01, *Confronta marketing e social media marketing*: aprila dall'elenco dei file a sinistra, nella cartella
#   `lessons/mie`.
# - Nel menu **Help** (Aiuto) di JupyterLab la voce *Jupyter Reference* (Riferimento di Jupyter) spiega pulsanti e scorciatoie,
#   in inglese.
#
# **Scarica il mio lavoro.** La cella qui sotto mette i tuoi quaderni in un solo file da portare via. Serve se lavori su
# un computer non tuo, o su Binder, che dimentica tutto. Togli il segno `#` ed eseguila.

# %%
# take_away()
