"""AWS CLI v2 as a long-lived process: reads one JSON case a line and answers, one
JSON line each, what the session that its driver makes resolves, with the
botocore inside it. For the system's Python and Debian's package awscli.
"""
import os
import sys

import awscli.clidriver  # first: its own botocore is the one that serving imports

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'python'))
import serving  # noqa: E402

VARIABLES = ('retry_mode', 'max_attempts', 'output', 'defaults_mode', 'use_fips_endpoint', 'use_dualstack_endpoint',
             'ca_bundle', 'sts_regional_endpoints', 'metadata_service_timeout', 'metadata_service_num_attempts',
             'ec2_metadata_service_endpoint', 'ec2_metadata_service_endpoint_mode', 'parameter_validation',
             'pager', 'cli_auto_prompt', 'cli_binary_format', 's3')
IN_PROFILE = ('cli_timestamp_format', 'cli_history')  # read where they are used, from the profile as it stands


def resolve(case, answer):
    session = awscli.clidriver.create_clidriver().session
    if case['profile']:
        session.set_config_variable('profile', case['profile'])
    if case['region']:
        session.set_config_variable('region', case['region'])
    answer['profile'] = session.profile
    answer['region'] = session.get_config_variable('region') or ''
    serving.read_variables(session, answer, VARIABLES, {'pager': 'cli_pager'})
    for name in IN_PROFILE:
        try:
            answer[name] = session.get_scoped_config().get(name)
        except Exception as e:  # a profile that is not there
            answer[name] = f'ERR {type(e).__name__}: {e}'
    serving.read_clients(session, answer)
    serving.read_credentials(session, answer)


serving.serve(resolve)
