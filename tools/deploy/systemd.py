"""Units for systemd: what they start, and what they keep it from."""

from tools.deploy.description import (
    GRACE,
    HOST,
    NOTE,
    STOP_SIGNAL,
    USER,
    Process,
)

__all__ = ["unit"]

_UNIT = """\
# {note}
# What differs on this host goes to /etc/aniworld/environment, or to `systemctl edit aniworld-{name}`.
[Unit]
Description=aniworld library manager, {title}
Wants=network-online.target
After=network-online.target postgresql.service mariadb.service redis-server.service
# Started before its disk is mounted, it would see the empty folder below the mount for ever.
RequiresMountsFor={library} {data}

[Service]
Type=exec
ExecStart={command} ${options}
EnvironmentFile={secrets}/environment
User={user}
Group={user}
# The media server reads the library; the data folder is nobody else's.
UMask=0022
StateDirectory=aniworld
StateDirectoryMode=0700
WorkingDirectory={data}

# A wrong setting (2) is not mended by trying again; a database that is not there yet is.
Restart=on-failure
RestartSec=5
RestartPreventExitStatus=2
# It ends its own children, in order; what is left after that is killed.
KillSignal={signal}
KillMode=mixed
TimeoutStopSec={grace}

# Of all files it writes those of two folders. Another library: both here and in the environment.
ProtectSystem=strict
ReadOnlyPaths=/run
ReadWritePaths={library}
{hardening}
[Install]
WantedBy=multi-user.target
"""

_HARDENING = """
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateMounts=yes
PrivateIPC=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
RemoveIPC=yes
DevicePolicy=closed

# Nothing that it or ffmpeg does needs a right of root, or memory that is written and then run.
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
PrivateUsers=yes
KeyringMode=private
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
"""


def unit(process: Process) -> str:
    """Return the unit of a process."""
    return _UNIT.format(
        note=NOTE,
        name=process.name,
        title=process.title,
        command=" ".join((HOST.program, *process.arguments)),
        options=process.options,
        library=HOST.library,
        data=HOST.data,
        secrets=HOST.secrets,
        user=USER,
        signal=STOP_SIGNAL,
        grace=GRACE,
        hardening=_HARDENING,
    )
