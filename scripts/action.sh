#!/bin/sh
# What action.yml runs: one sessctl command from the inputs, as annotations and as
# SARIF. Inputs come as variables, never as text of a script.
set -u

# lines calls a function with each line of a text that is not empty.
lines() {
	printf '%s\n' "$2" >"$list"
	while IFS= read -r line || [ -n "$line" ]; do
		if [ -n "$line" ]; then
			"$1" "$line"
		fi
	done <"$list"
}

# add keeps an argument as a quoted word for eval below.
add() {
	arguments="$arguments '$(printf '%s' "$1" | sed "s/'/'\\\\''/g")'"
}
policy() { add "--policy=$1"; }
value() { [ -z "$2" ] || add "$1=$2"; }

list=$(mktemp)
trap 'rm -f "$list"' EXIT
arguments=''
case $SESSCTL_ACTION_COMMAND in
check | lint) add "$SESSCTL_ACTION_COMMAND" ;;
*)
	echo "::error title=sessctl::the input \"command\" is check or lint"
	exit 2
	;;
esac
lines policy "$SESSCTL_ACTION_POLICY"
value --profiles "$SESSCTL_ACTION_PROFILES"
value --as "$SESSCTL_ACTION_AS"
value --sdks "$SESSCTL_ACTION_SDKS"
value --config-file "$SESSCTL_ACTION_CONFIG_FILE"
value --fail-on "$SESSCTL_ACTION_FAIL_ON"
lines add "$SESSCTL_ACTION_FLAGS"
if [ -n "$SESSCTL_ACTION_ASSERTIONS" ]; then
	arguments="$arguments --"
	lines add "$SESSCTL_ACTION_ASSERTIONS"
fi
eval "set -- $arguments"

# sessctl's own formats go before the assertions, so it is told them by a variable.
sarif=''
if [ -n "$SESSCTL_ACTION_SARIF_FILE" ]; then
	SESSCTL_OUTPUT=sarif sessctl "$@" >"$SESSCTL_ACTION_SARIF_FILE" 2>/dev/null
	if [ -s "$SESSCTL_ACTION_SARIF_FILE" ]; then
		sarif=$SESSCTL_ACTION_SARIF_FILE
	else
		rm -f "$SESSCTL_ACTION_SARIF_FILE" # it would not be taken
	fi
fi
format=text
if [ "$SESSCTL_ACTION_ANNOTATIONS" = true ]; then
	format=github
fi
SESSCTL_OUTPUT=$format sessctl "$@"
status=$?
{
	echo "sarif-file=$sarif"
	echo "status=$status"
} >>"$GITHUB_OUTPUT"
exit "$status"
