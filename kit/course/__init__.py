"""La stanza di chi scrive le lezioni: legge solutions/, controlla, esegue, scrive lessons/.

Le parti: ``parse`` legge un sorgente, ``run`` lo esegue, ``build`` scrive i quaderni, ``lint`` controlla le regole,
``cli`` è la riga di comando.  Importa ``kit.exercises``; nessuna lezione importa questa stanza.
"""
