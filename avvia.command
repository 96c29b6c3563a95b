#!/bin/bash
# Mac (and Linux): double click opens the first lesson. Finds the newest Python that will do and hands over to it.
cd "$(dirname "$0")" || exit 1

chiudi() {
  # The window stays until the text has been read; only a person can press a key.
  if [ -t 0 ]; then
    echo
    read -r -p "Premi Invio per chiudere questa finestra. " _
  fi
  exit "$1"
}

if [ ! -f kit/__main__.py ]; then
  echo "Accanto a questo file manca il resto del corso. Estrai tutta la cartella dallo zip e riparti da lì."
  chiudi 1
fi

for python in python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1 && "$python" -c "" >/dev/null 2>&1; then
    "$python" -m kit "$@"
    chiudi $?
  fi
done

echo "Su questo computer non c'è Python. Scaricalo da python.org/downloads, installalo e riparti."
chiudi 1
