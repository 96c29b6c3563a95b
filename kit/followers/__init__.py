"""Follower falsi: carica conti, applica regole pubblicate, classifica, stima la quota di falsi, cerca segnali di gruppo.

Pandas in, pandas out.  scikit-learn is imported only by what needs it.
"""
