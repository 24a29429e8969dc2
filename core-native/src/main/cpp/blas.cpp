// The library densa-blas: hands over OpenBLAS, which has a library of its own because loading it costs 200 ms and 40 MB
// that small networks never need.
#include "blas.h"

#include <cblas.h>

#include <cstring>
#include <new>

namespace {

// Threads are ours; OpenBLAS's own would fight them and make results depend on their number.
void use_one_thread() {
    static const bool done = (openblas_set_num_threads(1), true);
    (void)done;
}

// c = a b, all row-major.
void product(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
}
void product(int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c) {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
}

// Copies a row-major matrix to panels, [columns / panel][rows][panel]; the last panel may be narrower.
template <class T>
void to_panels(int64_t rows, int64_t columns, int64_t panel, const T* from, T* to) {
    for (int64_t first = 0; first < columns; first += panel) {
        const int64_t run = columns - first < panel ? columns - first : panel;
        for (int64_t r = 0; r < rows; r++, to += run)
            std::memcpy(to, from + r * columns + first, static_cast<size_t>(run) * sizeof(T));
    }
}

// And back.
template <class T>
void to_rows(int64_t rows, int64_t columns, int64_t panel, const T* from, T* to) {
    for (int64_t first = 0; first < columns; first += panel) {
        const int64_t run = columns - first < panel ? columns - first : panel;
        for (int64_t r = 0; r < rows; r++, from += run)
            std::memcpy(to + r * columns + first, from, static_cast<size_t>(run) * sizeof(T));
    }
}

template <class T>
int32_t multiply(int64_t m, int64_t n, int64_t k, const T* a, const T* b, T* c, int64_t panel, int64_t repeats) {
    use_one_thread();
    if (panel == 0) {
        for (int64_t r = 0; r < repeats; r++) product(m, n, k, a, b, c);
        return 0;
    }
    T* panels = new (std::nothrow) T[static_cast<size_t>(m * (k + n))];
    T* rows = new (std::nothrow) T[static_cast<size_t>(m * (k + n))];
    const bool allocated = panels != nullptr && rows != nullptr;
    if (allocated) {
        T *inputs = panels, *outputs = panels + m * k, *row_outputs = rows + m * k;
        to_panels(m, k, panel, a, inputs);
        for (int64_t r = 0; r < repeats; r++) {
            to_rows(m, k, panel, inputs, rows);
            product(m, n, k, rows, b, row_outputs);
            to_panels(m, n, panel, row_outputs, outputs);
        }
        to_rows(m, n, panel, outputs, c);
    }
    delete[] panels;
    delete[] rows;
    return allocated ? 0 : -1;
}

}  // namespace

extern "C" {

const char* densa_blas_config() { return openblas_get_config(); }

const char* densa_blas_core() { return openblas_get_corename(); }

int32_t densa_blas_multiply_f32(
    int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, int64_t panel, int64_t repeats) {
    return multiply(m, n, k, a, b, c, panel, repeats);
}

int32_t densa_blas_multiply_f64(
    int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c, int64_t panel, int64_t repeats) {
    return multiply(m, n, k, a, b, c, panel, repeats);
}
}
