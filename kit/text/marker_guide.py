"""Each style marker in words: what it counts, which way it usually leans, examples for and against.  Only data.

The examples are tested: the first ones must be counted, the others must not.
"""

from __future__ import annotations

from dataclasses import dataclass

OUT, IN, NEITHER = "outbound", "inbound", "nessuno dei due"


@dataclass(frozen=True)
class Marker:
    """Un segno dello stile di un testo.

    Attributes
    ----------
    name : str
        Il nome della colonna.
    counts : str
        Che cosa conta.
    leans : str
        Dove di solito è più frequente: "outbound", "inbound" o "nessuno dei due".
    yes, no : tuple of str
        Esempi in cui conta, e in cui non deve contare.
    """

    name: str
    counts: str
    leans: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


GUIDE = (
    Marker(
        "inviti",
        "imperativi e formule che chiedono di comprare, prenotare, venire, chiamare",
        OUT,
        ("Acquistala online", "Vi aspettiamo in negozio", "Non lasciartelo scappare", "Prenoti la Sua prova"),
        ("La prova è durata un'ora", "Chi compra due volte l'anno spende meno", "Ho perso il treno"),
    ),
    Marker(
        "sconti",
        "sconti, promozioni, cose gratis o in regalo",
        OUT,
        ("-20% su tutto", "Sconto del 30 %", "La seconda è in omaggio", "Tutto a metà prezzo"),
        ("L'80% di chi inizia smette", "Pagare il giusto"),
    ),
    Marker(
        "prezzi",
        "somme di denaro scritte in cifre",
        OUT,
        ("49,90 €", "Da €15", "Bastano 20 euro"),
        ("Dieci chilometri in 50 minuti", "Quanto costa?", "Costa pochi euro"),
    ),
    Marker(
        "urgenza",
        "fretta e scarsità: solo oggi, ultimi pezzi, entro domenica",
        OUT,
        ("Solo per oggi", "Ultimi pezzi!", "Fino a esaurimento scorte", "Entro domenica"),
        ("Oggi piove", "L'ultimo tratto è in salita", "Solo chi corre lo sa"),
    ),
    Marker(
        "lodi",
        "aggettivi e formule che lodano senza spiegare: migliore, unico, perfetto, leggerissimo",
        OUT,
        ("La migliore sul mercato", "Un comfort straordinario", "La più amata dai camminatori"),
        ("È leggera: 210 grammi", "Mi è piaciuta", "Va meglio di ieri"),
    ),
    Marker(
        "vendita",
        "parole del punto vendita: disponibile, novità, collezione, spedizione gratuita, resi, rate",
        OUT,
        ("Disponibile da oggi in tutti i negozi", "È arrivata la nuova collezione", "Spedizione gratuita"),
        ("Sono disponibile a parlarne", "Una collezione di sbagli", "La consegna dei pettorali"),
    ),
    Marker(
        "promesse",
        "che cosa il prodotto farà per te, le sue misure, la voce e gli orari di chi vende: ti protegge, da noi, dal 1921",
        OUT,
        (
            "Si prende cura della tua schiena",
            "I nostri corsi",
            "Tre velocità, 38 decibel",
            "Siamo aperti anche a pranzo",
        ),
        ("Abbiamo tre corsi", "Dura tre anni", "Ci vediamo alle nove", "Una lunga salita"),
    ),
    Marker(
        "firma",
        "il nome di chi vende, come in uno spot: chiude il testo in una frase breve, o si presenta (con Tale; Tale, la lana che)",
        OUT,
        (
            "Dieci inverni, lo stesso calore. Lanificio Fiorani, dal 1948.",
            "Con Fiorani il freddo passa",
            "Fiorani, la lana che dura",
        ),
        ("Lanificio Fiorani, dal 1948.", "Ieri ha piovuto. Oggi no", "Fiorani fa lana. La lava due volte"),
    ),
    Marker("esclamativi", "punti esclamativi", OUT, ("Che bello!", "Evviva!!!"), ("Che bello.", "Davvero?")),
    Marker(
        "maiuscole",
        "parole di almeno quattro lettere scritte tutte in maiuscolo",
        OUT,
        ("SCONTI su tutto", "Oggi si RIPARTE"),
        ("Un GPS da polso", "Lunedì a Borgo Malvento"),
    ),
    Marker("emoji", "emoji e simboli disegnati", OUT, ("Si parte 🏃", "Fatto ✅✅"), ("Si parte :)", "Fatto.")),
    Marker("hashtag", "parole con il cancelletto", NEITHER, ("#corsa", "Si va #trail #alba"), ("Il numero 3", "C#")),
    Marker(
        "collegamenti",
        "indirizzi web e di posta",
        OUT,
        ("Tutto su www.fiatolungo.it", "scrivi a info@fiatolungo.it"),
        ("Tutto sul sito", "@fiatolungo"),
    ),
    Marker("domande", "punti interrogativi", NEITHER, ("Ti fa male il ginocchio?",), ("Mi fa male il ginocchio.",)),
    Marker(
        "tu",
        "la seconda persona: tu, ti, tuo, hai, voi, vi, vostro…",
        NEITHER,
        ("Se hai freddo", "Le vostre foto", "Ti serve?"),
        ("Se ha freddo", "Le nostre foto"),
    ),
    Marker(
        "noi",
        "la prima persona plurale: noi, nostro, verbi in -iamo e -remo",
        NEITHER,
        ("Abbiamo provato", "I nostri sentieri", "Ci troveremo lì"),
        ("Mi chiamo Nives", "Uno sforzo estremo", "I loro sentieri"),
    ),
    Marker(
        "io",
        "la prima persona singolare: io, mi, mio, ho, sono…",
        IN,
        ("Ho provato", "Mi sono fermata", "Il mio primo giro"),
        ("Hanno provato", "Il tuo primo giro"),
    ),
    Marker(
        "come_si_fa",
        "parole di chi insegna: come scegliere, consigli, errori, differenza tra, vediamo, guida, risposta",
        IN,
        ("Come scegliere lo zaino", "Tre errori comuni", "La differenza tra pioggia e vento", "Ce l'avete chiesto"),
        ("Come noi nessuno", "Come una piuma", "La guida alpina ci saluta"),
    ),
    Marker(
        "istruzioni",
        "comandi di chi mostra come si fa, ordine dei passi, tempi e ripetizioni: stringi, poi, per dieci minuti",
        IN,
        ("Allenta i lacci", "Tieni la posizione per venti secondi", "Prima di tutto"),
        ("Compra i lacci", "Una posizione comoda", "Il primo che arriva"),
    ),
    Marker(
        "ragionamento",
        "parole che spiegano o mettono limiti: perché, quindi, di solito, dipende, per esempio, se piove",
        IN,
        ("Perché scivola", "Di solito basta", "Dipende dal peso", "Se piove"),
        ("Scivola", "La pioggia di ieri"),
    ),
    Marker(
        "dialogo",
        "inviti a rispondere, raccontare, salvare, condividere",
        IN,
        ("Raccontaci la tua", "Salva il post", "Scrivilo nei commenti", "E voi come fate?"),
        ("La tua taglia", "Ieri ci ha raccontato tutto"),
    ),
    Marker(
        "elenco",
        "righe che cominciano con un trattino, un pallino, un numero",
        IN,
        ("- lacci\n- suola", "1) scalda\n2) corri", "Serve:\n• acqua"),
        ("lacci - suola", "Il numero 1 in Italia", "10 km oggi"),
    ),
    Marker(
        "racconto",
        "tempi e parole di chi racconta che cosa è successo: ho provato, ci siamo persi, ieri, andavo",
        IN,
        ("Ieri siamo partiti tardi", "Ho imparato a cucire", "Non andavo da anni"),
        ("Domani partiamo", "Ho fame", "La brava allenatrice"),
    ),
    Marker("parole", "quante parole ha il testo", IN, ("Due parole",), ("🔥", "10 €")),
)
GULPEASE = Marker(
    "gulpease",
    "quanto è facile da leggere, da 0 a 100 (non definito sotto le 30 parole)",
    OUT,
    ("Vai piano. Respira. Guarda dove metti il piede. " * 5,),
    ("Vai piano.",),
)
NAMES = tuple(one.name for one in (*GUIDE, GULPEASE))
