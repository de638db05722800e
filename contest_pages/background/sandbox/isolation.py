"""Take from this process what a script that reads an untrusted file does not need: network, files, rights.

Three walls of the Linux kernel, none of which needs root: namespaces of its own (another user, no network), Landlock (no
file but those that are named), and no memory that is both written and executed. A wall that this kernel or its
settings refuse is left out; `isolate` says which stand.
"""

import ctypes
import os
import sys

_CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_NEWIPC = 0x10000000, 0x40000000, 0x08000000
_PR_SET_NO_NEW_PRIVS, _PR_SET_MDWE = 38, 65
#: The user and group that the process has in its namespace: nobody.
_NOBODY = 65534

# Landlock's calls have the same numbers on all architectures.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
#: Rights over files that each version of Landlock knows, from its first.
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
#: Rights that a rule may give over a single file.
_OF_A_FILE = _EXECUTE | _READ_FILE | 1 << 1 | 1 << 14
#: What programs and their libraries read wherever they are installed.
_SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/dev/null",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system",
)

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64)]


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("descriptor", ctypes.c_int32)]


def isolate(*, reads=(), writes=()):
    """Raise the walls and return by name whether each stands; the process has one thread.

    `reads` are files and folders that it may read besides its interpreter, libraries and scripts; below `writes`
    it may do everything.
    """
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return {
        "network": _leave_network(),
        "files": _restrict_files(reads, writes),
        "memory": _libc.prctl(_PR_SET_MDWE, 1, 0, 0, 0) == 0,
    }


def _leave_network():
    """Enter a user namespace as nobody, without rights, and a network without interfaces."""
    uid, gid = os.getuid(), os.getgid()
    if _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET | _CLONE_NEWIPC) != 0:
        return False
    for name, words in (
        ("setgroups", "deny"),
        ("uid_map", f"{_NOBODY} {uid} 1"),
        ("gid_map", f"{_NOBODY} {gid} 1"),
    ):
        try:
            with open(f"/proc/self/{name}", "w") as file:
                file.write(words)
        except OSError:
            pass  # then it is the user that owns nothing
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _libc.capset(header, (ctypes.c_uint32 * 6)())
    return True


def _restrict_files(reads, writes):
    version = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    every = _RIGHTS[max(known for known in _RIGHTS if known <= version)]
    # No TCP from the fourth version on; no sockets and signals of others from the sixth on.
    rules = _Ruleset(every, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    scripts = {os.path.dirname(os.path.abspath(sys.argv[0])), os.path.dirname(os.path.abspath(__file__))}
    for path in (*_SYSTEM, sys.prefix, sys.base_prefix, *scripts, *reads):
        _allow(ruleset, path, _EXECUTE | _READ_FILE | _READ_DIR)
    for path in writes:
        _allow(ruleset, path, every)
    restricted = _libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return restricted


def _allow(ruleset, path, rights):
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # it is not there on this machine
    if not os.path.isdir(path):
        rights &= _OF_A_FILE
    rule = _Rule(rights, descriptor)
    _libc.syscall(_ADD_RULE, ruleset, 1, ctypes.byref(rule), 0)
    os.close(descriptor)
