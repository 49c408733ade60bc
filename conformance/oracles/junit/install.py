"""Brings junit-10.xsd, the schema of Jenkins' xUnit plugin (MIT licence), out of
the source distribution of pytest, which tests its own reports against it.

Usage: install.py DIR
"""

import pathlib
import subprocess
import sys
import tarfile
import tempfile

NAME = "junit-10.xsd"


def main():
    out = pathlib.Path(sys.argv[1])
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--no-binary", "pytest", "--dest", tmp, "-r", here / "schema.txt"],
            check=True,
        )
        (archive,) = pathlib.Path(tmp).glob("*.tar.gz")
        with tarfile.open(archive) as tar:
            (member,) = [m for m in tar.getmembers() if m.name.endswith("/" + NAME)]
            (out / NAME).write_bytes(tar.extractfile(member).read())


main()
