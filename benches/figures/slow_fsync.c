/* A disk that takes a millisecond longer to say that it has written: preloaded into a server, it delays what asks for
 * durability and nothing else. Most disks that keep their word are at least as slow. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int later(const char *name, int file)
{
    struct timespec millisecond = { 0, 1000000 };
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    nanosleep(&millisecond, 0);
    return real(file);
}

int fsync(int file) { return later("fsync", file); }
int fdatasync(int file) { return later("fdatasync", file); }
