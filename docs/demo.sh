#!/bin/sh
# What `make demo` shows: seeds/ goes into archive/, then three looks at what is there.
set -eu
archiver=${1:-archiver}
archive=${2:-archive}

# Bold for people; a file or a pipe gets the words alone.
if [ -t 1 ]; then
  say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; }
else
  say() { printf '\n$ %s\n' "$*"; }
fi

say archiver ingest seeds/
# Exit code 1 only says that something could not be read; the demo goes on.
"$archiver" --archive "$archive" ingest seeds/ || [ $? -eq 1 ]

say archiver show
"$archiver" --archive "$archive" show

id=$("$archiver" --archive "$archive" --json query \
  "SELECT id FROM articles ORDER BY (source = 'Dawat Media Center') DESC NULLS LAST, words DESC, id LIMIT 1" |
  sed 's/.*"id": *"\([^"]*\)".*/\1/')
say archiver explain "$(printf %.8s "$id")"
"$archiver" --archive "$archive" explain "$id"

sql="SELECT coalesce(source, site) AS source, language, count(*) AS articles, sum(words) AS words FROM articles GROUP BY ALL ORDER BY articles DESC, source"
say archiver query "\"$sql\""
"$archiver" --archive "$archive" query "$sql"

printf '\nNext: archiver explain FILE, archiver query "SQL", archiver --help; README.md has more.\n'
