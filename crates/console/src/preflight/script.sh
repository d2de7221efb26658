#!/bin/sh
# Reads on a host what its obshell agent cannot tell, and changes nothing.
# Run it on every host as the user whose agent runs there:   sh obdeck-preflight.sh
# Each line: check, value, need, verdict (PASS, WARN, FAIL, UNKNOWN). It ends with 1 if any line says FAIL.

failed=0

line() { # check, value, need, verdict
  printf '%-26s %-22s %-34s %s\n' "$1" "${2:-?}" "$3" "$4"
  if [ "$4" = FAIL ]; then failed=1; fi
}

is_number() {
  case "$1" in '' | *[!0-9]*) return 1 ;; *) return 0 ;; esac
}

kernel() { # the value of a kernel setting
  cat "/proc/sys/$1" 2>/dev/null
}

verdict_least() { # value, least that works, least that is enough
  if [ "$1" = unlimited ]; then echo PASS
  elif ! is_number "$1"; then echo UNKNOWN
  elif [ "$1" -lt "$2" ]; then echo FAIL
  elif [ "$1" -lt "$3" ]; then echo WARN
  else echo PASS
  fi
}

verdict_between() { # value, least, most
  if ! is_number "$1"; then echo UNKNOWN
  elif [ "$1" -lt "$2" ] || [ "$1" -gt "$3" ]; then echo WARN
  else echo PASS
  fi
}

limits() { # observers on this host
  aio_most=$(kernel fs/aio-max-nr)
  aio_used=$(kernel fs/aio-nr)
  line fs.aio-max-nr "$aio_most" '1048576 or more' "$(verdict_least "$aio_most" 1 1048576)"
  aio_free=
  if is_number "$aio_most" && is_number "$aio_used"; then aio_free=$((aio_most - aio_used)); fi
  line 'fs.aio-max-nr, unused' "$aio_free" "$((20000 * $1)) or more" "$(verdict_least "$aio_free" $((20000 * $1)) $((20000 * $1)))"
  value=$(kernel vm/max_map_count)
  line vm.max_map_count "$value" '327600 to 1310720, best 655360' "$(verdict_between "$value" 327600 1310720)"
  value=$(kernel vm/min_free_kbytes)
  line vm.min_free_kbytes "$value" '32768 to 2097152' "$(verdict_between "$value" 32768 2097152)"
  value=$(kernel vm/overcommit_memory)
  line vm.overcommit_memory "$value" 0 "$(verdict_between "$value" 0 0)"
  value=$(kernel fs/file-max)
  # Some kernels give a number that no shell can count with.
  if is_number "$value" && [ "${#value}" -gt 18 ]; then value=unlimited; fi
  line fs.file-max "$value" '6573688 or more' "$(verdict_least "$value" 0 6573688)"
  value=$(ulimit -s 2>/dev/null)
  line 'stack size, kB' "$value" 'unlimited, 1024 at least' "$(verdict_least "$value" 1024 99999999999)"
  value=$(ulimit -c 2>/dev/null)
  line 'core file size' "$value" unlimited "$(verdict_least "$value" 0 99999999999)"
  value=no
  if grep -qw avx /proc/cpuinfo 2>/dev/null; then value=yes; fi
  case "$(uname -m)" in
    x86_64) line AVX "$value" yes "$(if [ $value = yes ]; then echo PASS; else echo FAIL; fi)" ;;
    *) line AVX none 'x86_64 only' PASS ;;
  esac
}

port() { # port
  if command -v ss >/dev/null 2>&1; then
    taken=$(ss -Hltn "sport = :$1" 2>/dev/null)
  elif command -v netstat >/dev/null 2>&1; then
    taken=$(netstat -ltn 2>/dev/null | grep "[.:]$1 ")
  else
    line "port $1" '' free UNKNOWN
    return
  fi
  if [ -n "$taken" ]; then line "port $1" 'in use' free FAIL; else line "port $1" free free PASS; fi
}

existing() { # the nearest directory above that is there
  at=$1
  while [ ! -d "$at" ] && [ "$at" != / ] && [ "$at" != . ]; do at=$(dirname "$at"); done
  printf '%s' "$at"
}

disk_of() { df -Pk "$(existing "$1")" 2>/dev/null | awk 'NR == 2 { print $1 }'; }

free_kb() { df -Pk "$(existing "$1")" 2>/dev/null | awk 'NR == 2 { print $4 }'; }

directory() { # name, path, kB needed on its disk
  if [ -z "$2" ]; then
    line "$1" '' 'default of the agent' UNKNOWN
    return
  fi
  free=$(free_kb "$2")
  line "$1, kB free" "$free" "$3 or more" "$(verdict_least "$free" "$3" "$3")"
  if [ -d "$2" ] && [ -n "$(ls -A "$2" 2>/dev/null)" ]; then
    line "$1, content" 'not empty' 'empty or absent' FAIL
  else
    line "$1, content" empty 'empty or absent' PASS
  fi
}

server() { # agent, SQL port, RPC port, data directory, log directory, kB of data, kB of log
  printf '\n# %s\n' "$1"
  port "$2"
  port "$3"
  if [ -n "$4" ] && [ "$(disk_of "$4")" = "$(disk_of "$5")" ]; then
    directory data_dir "$4" $(($6 + $7))
    if [ "$4" != "$5" ]; then directory redo_dir "$5" $(($6 + $7)); fi
    line 'disks of data and log' one 'one each' WARN
  else
    directory data_dir "$4" "$6"
    directory redo_dir "$5" "$7"
  fi
}

here=" $(hostname -I 2>/dev/null) "
if [ -z "${here# }" ]; then here=" $(ip -o addr show 2>/dev/null | awk '{ sub("/.*", "", $4); printf "%s ", $4 }')"; fi

observers() { # addresses with the number of agents on each; prints how many are here
  for pair in "$@"; do
    case "$here" in *" ${pair%=*} "*) echo "${pair##*=}"; return ;; esac
  done
  echo 1
}

on_this_host() {
  case "$here" in *" $1 "*) return 0 ;; esac
  [ "$everywhere" = 1 ]
}

