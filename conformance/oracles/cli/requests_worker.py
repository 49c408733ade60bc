"""../python/requests.py inside the AWS CLI, as a plug-in like worker.py: the requests
of the clients that the CLI makes.
"""
import os

import awscli.clidriver  # first: its own botocore is the one that requests.py imports

started = False


def awscli_initialize(event_hooks):
    global started
    if started:
        return
    started = True
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'python', 'requests.py')
    try:
        with open(path) as f:
            code = compile(f.read(), path, 'exec')
        exec(code, {'__name__': 'requests_inside', 'SESSION': awscli.clidriver.create_clidriver().session})
    finally:
        os._exit(0)
