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

// Calls visit(number in row-major order, number in panels, how many lie side by side) for a matrix.
template <class Visit>
void for_each_run(int64_t rows, int64_t columns, int64_t panel, Visit visit) {
    for (int64_t first = 0; first < columns; first += panel) {
        const int64_t run = columns - first < panel ? columns - first : panel;
        for (int64_t r = 0; r < rows; r++) visit(r * columns + first, first * rows + r * run, run);
    }
}

template <class T>
int32_t multiply(
    int64_t m, int64_t n, int64_t k, const T* a, const T* b, T* c, int64_t panel, int64_t repeats) {
    use_one_thread();
    if (panel == 0) {
        for (int64_t r = 0; r < repeats; r++) product(m, n, k, a, b, c);
        return 0;
    }
    T* panels = new (std::nothrow) T[static_cast<size_t>(m * (k + n))];
    T* rows = new (std::nothrow) T[static_cast<size_t>(m * (k + n))];
    const bool allocated = panels != nullptr && rows != nullptr;
    if (allocated) {
        const auto to_panels = [&](int64_t row, int64_t at, const T* from, T* to, int64_t run) {
            std::memcpy(to + at, from + row, static_cast<size_t>(run) * sizeof(T));
        };
        const auto to_rows = [&](int64_t row, int64_t at, const T* from, T* to, int64_t run) {
            std::memcpy(to + row, from + at, static_cast<size_t>(run) * sizeof(T));
        };
        T *inputs = panels, *outputs = panels + m * k, *row_outputs = rows + m * k;
        for_each_run(m, k, panel, [&](int64_t row, int64_t at, int64_t run) { to_panels(row, at, a, inputs, run); });
        for (int64_t r = 0; r < repeats; r++) {
            for_each_run(
                m, k, panel, [&](int64_t row, int64_t at, int64_t run) { to_rows(row, at, inputs, rows, run); });
            product(m, n, k, rows, b, row_outputs);
            for_each_run(m, n, panel, [&](int64_t row, int64_t at, int64_t run) {
                to_panels(row, at, row_outputs, outputs, run);
            });
        }
        for_each_run(m, n, panel, [&](int64_t row, int64_t at, int64_t run) { to_rows(row, at, outputs, c, run); });
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
