@echo off
rem Windows: double click opens the first lesson. `py` is the launcher that python.org installs; `python` is the
rem Microsoft Store's or Anaconda's. The window stays open until the text has been read.
chcp 65001 >nul
cd /d "%~dp0"
if not exist "kit\__main__.py" (
  echo Il corso è ancora dentro un file zip. Estrai prima tutta la cartella ^(tasto destro, Estrai tutto^) e riparti da lì.
  pause
  exit /b 1
)
py -3 -c "" >nul 2>nul
if not errorlevel 1 (
  py -3 -m kit %*
  goto fine
)
python -c "" >nul 2>nul
if not errorlevel 1 (
  python -m kit %*
  goto fine
)
echo Su questo computer non c'è Python. Scaricalo da python.org/downloads, installalo e riparti.
pause
exit /b 1
:fine
set codice=%errorlevel%
if not "%codice%"=="0" pause
exit /b %codice%
