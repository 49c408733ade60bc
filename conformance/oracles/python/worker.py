"""botocore, as boto3 and AWS CLI v1 use it, as a long-lived process: reads one
JSON case a line and answers, one JSON line each, what botocore makes of it.
"""
import botocore.loaders
import botocore.session
import serving

VARIABLES = ('retry_mode', 'max_attempts', 'output', 'defaults_mode', 'use_fips_endpoint', 'use_dualstack_endpoint',
             'ca_bundle', 'sts_regional_endpoints', 'endpoint_url', 'ignore_configured_endpoint_urls',
             'user_agent_appid', 'request_checksum_calculation', 'response_checksum_validation',
             'account_id_endpoint_mode', 'disable_request_compression', 'request_min_compression_size_bytes',
             'sigv4a_signing_region_set', 'auth_scheme_preference', 'metadata_service_timeout',
             'metadata_service_num_attempts', 'ec2_metadata_service_endpoint', 'ec2_metadata_service_endpoint_mode',
             'ec2_metadata_v1_disabled', 'tcp_keepalive', 'parameter_validation', 'api_versions', 's3')
loader = botocore.loaders.create_loader()  # one for all cases: it caches the API models


def resolve(case, answer):
    session = botocore.session.Session(profile=case['profile'] or None)
    session.register_component('data_loader', loader)
    if case['region']:
        session.set_config_variable('region', case['region'])
    answer['profile'] = session.profile
    answer['region'] = session.get_config_variable('region') or ''
    serving.read_variables(session, answer, VARIABLES, {'user_agent_appid': 'sdk_ua_app_id'})
    serving.read_clients(session, answer)
    serving.read_credentials(session, answer)


serving.serve(resolve)
