/** Names that every version from 3.8 to 3.14 has. */
const ALWAYS =
  '__future__ __main__ _abc _ast _asyncio _bisect _blake2 _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 ' +
  '_codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _compat_pickle _contextvars _csv _ctypes ' +
  '_curses _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib _frozen_importlib_external ' +
  '_functools _gdbm _hashlib _heapq _imp _io _json _locale _lsprof _lzma _markupbase _md5 _multibytecodec ' +
  '_multiprocessing _opcode _operator _osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc ' +
  '_pydecimal _pyio _queue _random _scproxy _sha1 _sha3 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat ' +
  '_statistics _string _strptime _struct _symtable _thread _threading_local _tkinter _tracemalloc _uuid _warnings ' +
  '_weakref _weakrefset _winapi abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect ' +
  'builtins bz2 cProfile calendar cmath cmd code codecs codeop collections colorsys compileall concurrent ' +
  'configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib ' +
  'dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib ' +
  'functools gc genericpath getopt getpass gettext glob grp gzip hashlib heapq hmac html http idlelib imaplib ' +
  'importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math ' +
  'mimetypes mmap modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse ' +
  'os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty ' +
  'pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter ' +
  'runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ' +
  'sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess symtable sys ' +
  'sysconfig syslog tabnanny tarfile tempfile termios test textwrap this threading time timeit tkinter token ' +
  'tokenize trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uuid venv ' +
  'warnings wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib';

/** Names of some versions: the first and the last minor version that has them. `Infinity`: still there. */
const SOME: readonly (readonly [first: number, last: number, names: string])[] = [
  [8, 8, '_dummy_thread dummy_threading'],
  [8, 9, '_bootlocale formatter parser symbol'],
  [8, 10, 'binhex'],
  [8, 11, '_sha256 _sha512 asynchat asyncore distutils imp smtpd'],
  [
    8,
    12,
    '_crypt _msi _xxsubinterpreters aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ' +
      'ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib',
  ],
  [8, 13, '_compression'],
  [9, 9, '_peg_parser'],
  [9, 11, '_bootsubprocess'],
  [9, Infinity, '_aix_support _zoneinfo graphlib zoneinfo'],
  [11, 13, '__hello__'],
  [11, Infinity, '_tokenize _typing tomllib'],
  [12, 12, '_xxinterpchannels'],
  [12, Infinity, '_pydatetime _pylong _sha2 _wmi'],
  [
    13,
    Infinity,
    '_android_support _apple_support _colorize _interpchannels _interpqueues _interpreters _ios_support ' +
      '_opcode_metadata _pyrepl _suggestions _sysconfig',
  ],
  [14, Infinity, '_ast_unparse _hmac _py_warnings _remote_debugging _types _zstd annotationlib compression'],
];

/** The versions that the table covers. */
export const OLDEST_KNOWN_MINOR = 8;
export const NEWEST_KNOWN_MINOR = 14;

const cache = new Map<number, ReadonlySet<string>>();

/**
 * The top-level modules of the standard library of Python 3.`minor`, those of every platform and the private ones
 * included. Versions before 3.8 count as 3.8, later ones than the newest known as the newest.
 *
 * Source: `sys.stdlib_module_names` of CPython 3.10 to 3.13, the library folders of 3.8 and 3.9, and the PyPI package
 * `stdlib-list` (made from each version's documentation) for 3.14; `tools/oracles/python-imports` checks it.
 */
export function standardLibraryModules(minor: number): ReadonlySet<string> {
  const version = Math.min(Math.max(minor, OLDEST_KNOWN_MINOR), NEWEST_KNOWN_MINOR);
  let modules = cache.get(version);
  if (!modules) {
    const some = SOME.filter(([first, last]) => first <= version && version <= last).map(([, , names]) => names);
    modules = new Set([ALWAYS, ...some].join(' ').split(' '));
    cache.set(version, modules);
  }
  return modules;
}

/** The minor versions that have this top-level module, where the table knows it; `last` is undefined while it lasts. */
export function standardLibrarySpan(module: string): { first: number; last?: number } | undefined {
  for (const [first, last, names] of SOME) {
    if (names.split(' ').includes(module)) return last === Infinity ? { first } : { first, last };
  }
  return standardLibraryModules(OLDEST_KNOWN_MINOR).has(module) ? { first: OLDEST_KNOWN_MINOR } : undefined;
}
