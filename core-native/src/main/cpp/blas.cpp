// The library densa-blas: hands over OpenBLAS, which has a library of its own because loading it costs 200 ms and 40 MB
// that small networks never need.
#include "blas.h"

#include <cblas.h>

namespace {

// Threads are ours; OpenBLAS's own would fight them and make results depend on their number.
void use_one_thread() {
    static const bool done = (openblas_set_num_threads(1), true);
    (void)done;
}

}  // namespace

extern "C" {

const char* densa_blas_config() { return openblas_get_config(); }

const char* densa_blas_core() { return openblas_get_corename(); }

void densa_blas_multiply_f32(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, int64_t repeats) {
    use_one_thread();
    for (int64_t r = 0; r < repeats; r++)
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
}

void densa_blas_multiply_f64(
    int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c, int64_t repeats) {
    use_one_thread();
    for (int64_t r = 0; r < repeats; r++)
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
}
}
