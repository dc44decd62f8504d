#!/bin/sh
# Written by `python -m tools.deploy`; change the code there instead.
# Makes the secrets that compose.yaml names, beside itself. What is there already stays.
set -eu
cd "$(dirname "$0")"
# Only who made the folder gets in; the files are read by the users of the containers.
mkdir -p -m 0700 secrets
umask 022
made() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
if [ ! -e secrets/store ]; then
    password=$(made)
    printf '%s' "$password" >secrets/postgresql_password
    printf 'postgresql+psycopg://aniworld:%s@postgresql/aniworld\n' "$password" >secrets/store
fi
if [ ! -e secrets/relay ]; then
    password=$(made)
    printf 'requirepass %s\n' "$password" >secrets/redis.conf
    printf 'redis://:%s@redis:6379/0\n' "$password" >secrets/relay
fi
