"""Le regole che ogni lezione rispetta, una per funzione; la tavola è in ``rules``.  Legge, non scrive."""
