"""Validates the XML files of a directory against a schema, and prints how many.

Usage: validate.py SCHEMA DIR
"""

import pathlib
import sys

from lxml import etree


def main():
    schema = etree.XMLSchema(etree.parse(sys.argv[1]))
    files = sorted(pathlib.Path(sys.argv[2]).glob("*.xml"))
    failed = False
    for file in files:
        if not schema.validate(etree.parse(file)):
            failed = True
            print(f"{file.name}: {schema.error_log.last_error}")
    print(len(files), "files")
    sys.exit(failed)


main()
