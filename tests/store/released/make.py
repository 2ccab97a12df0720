"""Write the ledger of this version as SQL: python tests/store/released/make.py > tests/store/released/version-N.sql.

Once, when a version is released; what it wrote is never edited afterwards, for ledgers like it are out there.
"""

import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from factories import a_reading

from firsthand.store import open_ledger, save_reading
from firsthand.store.tables import VERSION, metadata

OURS = """
    SELECT sql FROM sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE 'passages\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY CASE WHEN name = 'passages' THEN 1 WHEN type = 'trigger' THEN 2 WHEN type = 'index' THEN 3 ELSE 0 END,
        CASE WHEN type = 'index' THEN name END, rowid
"""


def inserts(raw, table):
    """The rows of `table` as SQL, without what is null."""
    found = raw.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of our own schema
    columns = [column[0] for column in found.description]
    for row in found.fetchall():
        kept = [(name, value) for name, value in zip(columns, row, strict=True) if value is not None]
        values = [raw.execute("SELECT quote(?)", (value,)).fetchone()[0] for _, value in kept]
        yield f"INSERT INTO {table} ({', '.join(name for name, _ in kept)})\nVALUES ({', '.join(values)});"


def main():
    """Print it."""
    with TemporaryDirectory() as folder:
        where = Path(folder) / "ledger.sqlite"
        with open_ledger(where) as ledger:
            save_reading(ledger, a_reading(), read_by="rules 1", at=datetime(2031, 5, 4, 12, tzinfo=UTC))
        raw = sqlite3.connect(where)
        schema = ["\n".join(line.rstrip() for line in sql.strip().splitlines()) + ";" for (sql,) in raw.execute(OURS)]
        rows = [line for table in metadata.sorted_tables for line in inserts(raw, table.name)]
        raw.close()
    said = f"-- A ledger of schema version {VERSION} with one article. Made by make.py; never edit it once released."
    sys.stdout.write("\n".join([said, "", *schema, "", *rows, ""]))


if __name__ == "__main__":
    main()
