"""AWS CLI v2 as a long-lived process: a plug-in that the program loads as it starts,
and that reads one JSON case a line and answers, one JSON line each, what the
session that its driver makes resolves, with the botocore inside it. install.py
fetches the program; a file of its folder, worker.launch, names this plug-in.
"""
import os
import sys

import awscli.clidriver  # first: its own botocore is the one that serving imports

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'python'))
import serving  # noqa: E402

VARIABLES = ('retry_mode', 'max_attempts', 'output', 'use_fips_endpoint', 'use_dualstack_endpoint', 'ca_bundle',
             'metadata_service_timeout', 'metadata_service_num_attempts', 'ec2_metadata_service_endpoint',
             'ec2_metadata_service_endpoint_mode', 'ec2_metadata_v1_disabled', 'parameter_validation',
             'ignore_configured_endpoint_urls', 'user_agent_appid', 'request_checksum_calculation',
             'response_checksum_validation', 'account_id_endpoint_mode', 'disable_request_compression',
             'request_min_compression_size_bytes', 'sigv4a_signing_region_set', 'auth_scheme_preference',
             'disable_host_prefix_injection', 'endpoint_discovery_enabled',
             'csm_enabled', 'csm_host', 'csm_port', 'csm_client_id', 'data_path', 'imds_use_ipv6', 'defaults_mode', 'sts_regional_endpoints',
             'pager', 'cli_auto_prompt', 'cli_binary_format', 'cli_error_format', 'cli_help_output', 's3')
RENAMED = {'pager': 'cli_pager', 'user_agent_appid': 'sdk_ua_app_id'}
IN_PROFILE = ('cli_timestamp_format', 'cli_history')  # read where they are used, from the profile as it stands
started = False


def resolve(case, answer):
    session = awscli.clidriver.create_clidriver().session
    if case['profile']:
        session.set_config_variable('profile', case['profile'])
    if case['region']:
        session.set_config_variable('region', case['region'])
    answer['profile'] = session.profile
    answer['region'] = session.get_config_variable('region') or ''
    serving.read_variables(session, answer, VARIABLES, RENAMED)
    for name in IN_PROFILE:
        try:
            answer[name] = session.get_scoped_config().get(name)
        except Exception as e:  # a profile that is not there
            answer[name] = f'ERR {type(e).__name__}: {e}'
    serving.read_clients(session, answer)
    serving.read_credentials(session, answer)


def awscli_initialize(event_hooks):
    """What the program calls as it loads the plug-in; it comes back for no command."""
    global started
    if started:  # the drivers of the cases find it loaded
        return
    started = True
    try:
        serving.serve(resolve)
    finally:
        os._exit(0)
