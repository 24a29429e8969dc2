// Keeps the library loadable with glibc 2.28, although it is linked where glibc is newer: of functions that got a new
// version since, it asks for the old one, which every later glibc has as well. Functions of these names, hidden in this
// library, stand between its code, libstdc++'s included, and glibc. Not part of the checks, whose sanitizers have
// functions of these names too.
#if defined(__linux__)
#include <dlfcn.h>
#include <pthread.h>
#include <sys/random.h>

#if defined(__x86_64__)
#define DENSA_GLIBC "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define DENSA_GLIBC "GLIBC_2.17"
#endif
#endif

#if defined(DENSA_GLIBC)

// `ours` is the function's name to the linker; to the compiler it is another one, as it knows some of them itself.
#define DENSA_OLD(result, ours, parameters, arguments)                                                         \
    extern "C" {                                                                                               \
    result densa_old_##ours parameters;                                                                        \
    __asm__(".symver densa_old_" #ours "," #ours "@" DENSA_GLIBC);                                             \
    __attribute__((visibility("hidden"))) result densa_##ours parameters __asm__(#ours);                       \
    result densa_##ours parameters { return densa_old_##ours arguments; }                                      \
    }

using Key = pthread_key_t;
using Lock = pthread_rwlock_t;
using Routine = void (*)();
using Destroy = void (*)(void*);
using Start = void* (*)(void*);

// In libpthread and libdl until 2.33.
DENSA_OLD(int, pthread_create, (pthread_t* t, const pthread_attr_t* a, Start start, void* x), (t, a, start, x))
DENSA_OLD(int, pthread_detach, (pthread_t thread), (thread))
DENSA_OLD(int, pthread_join, (pthread_t thread, void** result), (thread, result))
DENSA_OLD(int, pthread_once, (pthread_once_t* once, Routine routine), (once, routine))
DENSA_OLD(int, pthread_key_create, (Key* key, Destroy destroy), (key, destroy))
DENSA_OLD(int, __pthread_key_create, (Key* key, Destroy destroy), (key, destroy))
DENSA_OLD(int, pthread_key_delete, (Key key), (key))
DENSA_OLD(void*, pthread_getspecific, (Key key), (key))
DENSA_OLD(int, pthread_setspecific, (Key key, const void* value), (key, value))
DENSA_OLD(int, pthread_rwlock_rdlock, (Lock* lock), (lock))
DENSA_OLD(int, pthread_rwlock_wrlock, (Lock* lock), (lock))
DENSA_OLD(int, pthread_rwlock_unlock, (Lock* lock), (lock))
DENSA_OLD(void*, dlopen, (const char* file, int mode), (file, mode))
DENSA_OLD(void*, dlsym, (void* handle, const char* name), (handle, name))
DENSA_OLD(int, dlclose, (void* handle), (handle))
DENSA_OLD(char*, dlerror, (), ())

// Without errno since 2.29; the same numbers.
DENSA_OLD(double, log, (double x), (x))
DENSA_OLD(double, pow, (double x, double y), (x, y))

extern "C" {

// New in 2.32: whether the process has one thread, for cheaper counts of references. No is always right.
extern __attribute__((visibility("hidden"))) char densa_single_threaded __asm__("__libc_single_threaded");
char densa_single_threaded = 0;

// New in 2.36: for std::random_device, which comes along and which nothing here uses.
__attribute__((visibility("hidden"))) unsigned densa_arc4random() __asm__("arc4random");
unsigned densa_arc4random() {
    unsigned bits = 0;
    while (getrandom(&bits, sizeof bits, 0) != sizeof bits) {
    }
    return bits;
}
}
#endif
