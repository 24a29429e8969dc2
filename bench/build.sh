# Sourced by the programs beside it: builds bench/target/benchmarks.jar if it is missing or older than its sources.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bench=$root/bench
jar=$bench/target/benchmarks.jar

# Whether $1 is there, and newer than the sources in the other arguments.
is_current() {
    local built=$1
    shift
    [[ -e $built ]] && [[ -z $(find "$@" -name target -prune -o -type f -newer "$built" -print -quit) ]]
}

# Says what is built ($1) and runs Maven with the other arguments.
build() {
    echo "bench: building $1" >&2
    shift
    local log
    log=$(mktemp)
    if ! (cd "$root" && mvn -B -q -Dstyle.color=never -Dquick package "$@") >"$log" 2>&1; then
        # Maven's errors, each once, without its advice at the end.
        { grep '^\[ERROR\] .' "$log" || tail -n 30 "$log"; } | awk '/\[Help 1\]/ { exit } !seen[$0]++' | head -n 30 >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

if ! is_current "$jar" "$root"/pom.xml "$bench"/pom.xml "$bench"/src "$root"/core-java "$root"/core-native; then
    build "the benchmarks, which takes about a minute" -pl bench -am
    touch "$jar"
fi
