// The one matrix product of this library, on panels.
//
//   weights      [N / P][K][P]   K inputs x N outputs, P = two vectors; zero beyond N
//   activations  [C / P][R][P]   R rows x C columns
//
// A tile of M rows x one panel stays in registers while k runs:
//   tile[i][:] = start[:] + sum_k a(i, k) b[k][:]
// Forward (rows of activations times weights), input gradient (deltas times
// transposed weights) and weight gradient (transposed activations times deltas) are the same kernel with other steps,
// and nothing is packed. Every element is one chain of multiply-adds in the order of k, so results do not depend on how
// the work is cut into tiles.
#pragma once
#include "kernels/simd-inl.h"
#include "runtime/arena.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

constexpr int kTileRows = Isa::kTileRows;

// The next tile when so many rows are left: 14, 8, 4, 2 or 1, or 6, 4, 2 or 1. A tile of one or two rows has too few
// chains of multiply-adds to keep the processor busy, so two halves are taken rather than a whole tile and two rows.
constexpr int kHalfTile = kTileRows > 8 ? 8 : 4;
DENSA_INLINE int tile_rows(int64_t left) {
    if (left >= kTileRows && (left == kTileRows || left > 2 * kHalfTile + 1)) return kTileRows;
    return left >= kHalfTile ? kHalfTile : left >= 4 ? 4 : left >= 2 ? 2 : 1;
}

// Rows that are multiplied by one panel after the other, and inputs at a time. Partial sums wait in the output.
constexpr int64_t kRowBlock = Isa::kRowBlock;
constexpr int64_t kDepth = Isa::kDepth;

// Calls multiply(panel, begin, end) for all panels from `first` on, slice by slice of K inputs. A remainder gets no
// slice of its own.
template <class Multiply>
DENSA_INLINE void by_slices(int64_t K, int64_t first, int64_t panels, Multiply multiply) {
    for (int64_t begin = 0, end; begin < K; begin = end) {
        end = K - begin < 2 * kDepth ? K : begin + kDepth;
        for (int64_t panel = first; panel < panels; panel++) multiply(panel, begin, end);
    }
}

// What happens to a sum before it is stored, v at `out`, if `x` lies like `out`: nothing, or what an activation asks
// for.
struct Plain {
    template <class T>
    static DENSA_INLINE Vec<T> apply(Vec<T> v, const T*) { return v; }
};

template <class A>
struct Value {
    template <class T>
    static DENSA_INLINE Vec<T> apply(Vec<T> v, const T*) { return A::template value<T>(v); }
};

template <class A>
struct TimesDerivative {
    template <class T>
    static DENSA_INLINE Vec<T> apply(Vec<T> v, const T* x) { return v * A::template derivative<T>(load(x)); }
};

// Adds a(i, k) b[k][:] for `count` inputs k to a tile of M rows and V vectors of columns, a whole panel or its first
// vector where the rest is padding; a(i, k) = a[i * row + k].
template <class T, int M, int V>
DENSA_INLINE void accumulate_rows(const T* a, int64_t row, const T* b, int64_t count, Vec<T> (&tile)[M][V]) {
    // Every third row has an address of its own; one and two rows further are the other two indexes.
    const T* third[(M + 2) / 3];
    for (int i = 0; i < M; i += 3) third[i / 3] = a + i * row;
    for (int64_t k = 0; k < count; k++) {
        const int64_t index[3] = {k, k + row, k + 2 * row};
        Vec<T> columns[V];
        for (int v = 0; v < V; v++) columns[v] = load(b + v * kLanes<T>);
DENSA_UNROLL(16)
        for (int i = 0; i < M; i++) {
            const Vec<T> x = broadcast(third[i / 3][index[i % 3]]);
            for (int v = 0; v < V; v++) tile[i][v] += x * columns[v];
        }
        b += kPanel<T>;
    }
}

// The same with a(i, k) = a[i + k P], a column of activations in each step: what a weight gradient reads.
template <class T, int M, int V>
DENSA_INLINE void accumulate_columns(const T* a, const T* b, int64_t count, Vec<T> (&tile)[M][V]) {
    for (int64_t k = 0; k < count; k++) {
        Vec<T> columns[V];
        for (int v = 0; v < V; v++) columns[v] = load(b + v * kLanes<T>);
DENSA_UNROLL(16)
        for (int i = 0; i < M; i++) {
            const Vec<T> x = broadcast(a[i]);
            for (int v = 0; v < V; v++) tile[i][v] += x * columns[v];
        }
        a += kPanel<T>;
        b += kPanel<T>;
    }
}

// A matrix of rows x K: in panels, `row` = P, or row-major, `panel` = P.
template <class T>
struct Matrix {
    const T* data;
    int64_t row;    // from one row to the next
    int64_t panel;  // from one panel of P columns to the next
    const T* at(int64_t r, int64_t k) const { return data + r * row + k / kPanel<T> * panel; }  // k a multiple of P
    bool contiguous() const { return panel == kPanel<T>; }
};

// A product's operands: rows of activations times one panel of weights [K][P], or a slice of it.
template <class T>
struct PanelProduct {
    Matrix<T> a;
    const T* b;
    int64_t K;
    int64_t begin, end;  // the slice of inputs; end < K leaves partial sums, begin > 0 goes on with them
    const T* start;  // [P], added to every row; null: 0
    T* out;          // [rows][P]
    const T* x;      // what the epilogue reads, [rows][P], or null
    int64_t rows;
    int64_t columns; // wanted of the panel; if they fit one vector, the second is 0
};

// Rows [row, row + M).
template <class T, int M, int V, class E>
DENSA_INLINE void product_tile(const PanelProduct<T>& p, int64_t row) {
    constexpr int64_t P = kPanel<T>;
    T* out = p.out + row * P;
    // The partial sums, or the same start for all rows.
    const T* start = p.begin > 0 ? out : p.start;
    const int64_t start_row = p.begin > 0 ? P : 0;
    Vec<T> tile[M][V];
    for (int i = 0; i < M; i++)
        for (int v = 0; v < V; v++)
            tile[i][v] = start == nullptr ? Vec<T>{} : load(start + i * start_row + v * kLanes<T>);
    // Row-major rows need no stop at the end of a panel.
    const int64_t end = p.end, run = p.a.contiguous() ? end - p.begin : P;
    for (int64_t k = p.begin; k < end; k += run)
        accumulate_rows<T, M, V>(p.a.at(row, k), p.a.row, p.b + k * P, end - k < run ? end - k : run, tile);
    const bool whole = end == p.K;
    for (int i = 0; i < M; i++) {
        for (int v = 0; v < V; v++) {
            const int64_t at = i * P + v * kLanes<T>;
            store<T>(out + at, whole ? E::template apply<T>(tile[i][v], p.x + row * P + at) : tile[i][v]);
        }
        if (V == 1) store<T>(out + i * P + kLanes<T>, Vec<T>{});
    }
}

template <class T, int V, class E>
void product_rows(const PanelProduct<T>& p) {
    for (int64_t row = 0; row < p.rows;) {
        const int m = tile_rows(p.rows - row);
        if (m == kTileRows) product_tile<T, kTileRows, V, E>(p, row);
        else if (m == kHalfTile) product_tile<T, kHalfTile, V, E>(p, row);
        else if (m == 4) product_tile<T, 4, V, E>(p, row);
        else if (m == 2) product_tile<T, 2, V, E>(p, row);
        else product_tile<T, 1, V, E>(p, row);
        row += m;
    }
}

// out[r][:] = E(start[:] + sum_k a(r, k) b[k][:])
template <class T, class E>
void multiply_panel(const PanelProduct<T>& p) {
    if (p.columns <= kLanes<T>) {
        product_rows<T, 1, E>(p);
    } else {
        product_rows<T, 2, E>(p);
    }
}

// One row through four output panels at once: a single panel's two chains of multiply-adds would wait for each other.
// Inputs that are 0 are skipped.
template <class T>
void multiply_row_by_four(const Matrix<T>& a, const T* b, int64_t K, const T* start, T* out, int64_t out_panel) {
    Vec<T> tile[4][2];
    for (int p = 0; p < 4; p++)
        for (int v = 0; v < 2; v++) tile[p][v] = load(start + p * kPanel<T> + v * kLanes<T>);
    const int64_t b_panel = K * kPanel<T>;
    for (int64_t k = 0; k < K; k++) {
        const T x = a.at(0, k)[k % kPanel<T>];
        if (x == T(0)) continue;
        const T* row = b + k * kPanel<T>;
        for (int p = 0; p < 4; p++)
            for (int v = 0; v < 2; v++) tile[p][v] += x * load(row + p * b_panel + v * kLanes<T>);
    }
    for (int p = 0; p < 4; p++)
        for (int v = 0; v < 2; v++) store<T>(out + p * out_panel + v * kLanes<T>, tile[p][v]);
}

// M rows of a weight gradient panel: out[i][:] (+)= sum_r x(r, i) d[r][:], x a panel of activations, d one of deltas.
template <class T, int M, int V>
DENSA_INLINE void gradient_tile(const T* x, const T* d, int64_t rows, bool add, T* out) {
    Vec<T> tile[M][V];
    for (int i = 0; i < M; i++)
        for (int v = 0; v < V; v++) tile[i][v] = add ? load(out + i * kPanel<T> + v * kLanes<T>) : Vec<T>{};
    accumulate_columns<T, M, V>(x, d, rows, tile);
    for (int i = 0; i < M; i++) {
        for (int v = 0; v < V; v++) store<T>(out + i * kPanel<T> + v * kLanes<T>, tile[i][v]);
        if (V == 1) store<T>(out + i * kPanel<T> + kLanes<T>, Vec<T>{});
    }
}

template <class T, int V>
void gradient_rows(const T* x, const T* d, int64_t rows, int64_t inputs, bool add, T* out) {
    for (int64_t i = 0; i < inputs;) {
        const int m = tile_rows(inputs - i);
        T* to = out + i * kPanel<T>;
        if (m == kTileRows) gradient_tile<T, kTileRows, V>(x + i, d, rows, add, to);
        else if (m == kHalfTile) gradient_tile<T, kHalfTile, V>(x + i, d, rows, add, to);
        else if (m == 4) gradient_tile<T, 4, V>(x + i, d, rows, add, to);
        else if (m == 2) gradient_tile<T, 2, V>(x + i, d, rows, add, to);
        else gradient_tile<T, 1, V>(x + i, d, rows, add, to);
        i += m;
    }
}

// `inputs` rows (at most a panel) of a weight gradient panel from all rows of the batch; `columns` of it are wanted.
template <class T>
void gradient_panel(const T* x, const T* d, int64_t rows, int64_t inputs, int64_t columns, bool add, T* out) {
    if (columns <= kLanes<T>) {
        gradient_rows<T, 1>(x, d, rows, inputs, add, out);
    } else {
        gradient_rows<T, 2>(x, d, rows, inputs, add, out);
    }
}

// ---- a single output: a column of weights [K / P][P], which lies as the activations do, and one number a row ----

// y[r] = start + sum_k x(r, k) w[k]
template <class T>
void multiply_column(const T* x, int64_t x_panel, const T* w, int64_t panels, T start, T* y, int64_t rows) {
    for (int64_t r = 0; r < rows; r++) {
        Vec<T> low{}, high{};
        for (int64_t p = 0; p < panels; p++) {
            const T* row = x + p * x_panel + r * kPanel<T>;
            low += load(row) * load(w + p * kPanel<T>);
            high += load(row + kLanes<T>) * load(w + p * kPanel<T> + kLanes<T>);
        }
        y[r] = start + sum<T>(low + high);
    }
}

// below[r][:] = E(d[r] w[:]) for one panel.
template <class T, class E>
void spread_column(const T* d, const T* w, T* below, const T* x, int64_t rows) {
    const Vec<T> low = load(w), high = load(w + kLanes<T>);
    for (int64_t r = 0; r < rows; r++) {
        const int64_t at = r * kPanel<T>;
        store<T>(below + at, E::template apply<T>(d[r] * low, x + at));
        store<T>(below + at + kLanes<T>, E::template apply<T>(d[r] * high, x + at + kLanes<T>));
    }
}

// g[:] (+)= sum_r d[r] x[r][:] for N panels at once.
template <class T, int N>
DENSA_INLINE void gradient_columns(const T* x, int64_t x_panel, const T* d, int64_t rows, bool add, T* g) {
    Vec<T> tile[N][2];
    for (int p = 0; p < N; p++)
        for (int v = 0; v < 2; v++) tile[p][v] = add ? load(g + p * kPanel<T> + v * kLanes<T>) : Vec<T>{};
    for (int64_t r = 0; r < rows; r++)
        for (int p = 0; p < N; p++)
            for (int v = 0; v < 2; v++) tile[p][v] += d[r] * load(x + p * x_panel + r * kPanel<T> + v * kLanes<T>);
    for (int p = 0; p < N; p++)
        for (int v = 0; v < 2; v++) store<T>(g + p * kPanel<T> + v * kLanes<T>, tile[p][v]);
}

template <class T>
void gradient_column(const T* x, int64_t x_panel, const T* d, int64_t rows, bool add, T* g, int64_t panels) {
    for (; panels >= 4; panels -= 4, x += 4 * x_panel, g += 4 * kPanel<T>)
        gradient_columns<T, 4>(x, x_panel, d, rows, add, g);
    for (; panels > 0; panels--, x += x_panel, g += kPanel<T>) gradient_columns<T, 1>(x, x_panel, d, rows, add, g);
}

// Row-major c = a b by the panel kernel, packed once and multiplied `repeats` times; false if memory ran out.
template <class T>
bool multiply(int64_t m, int64_t n, int64_t k, const T* a, const T* b, T* c, int64_t repeats) {
    const int64_t P = kPanel<T>, k_panels = (k + P - 1) / P, n_panels = (n + P - 1) / P;
    Arena arena;
    T *x = nullptr, *w = nullptr, *y = nullptr;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !arena.allocate()) return false;
        arena.take(x, k_panels * m * P);
        arena.take(w, n_panels * k * P);
        arena.take(y, n_panels * m * P);
    }
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < k; j++) x[j / P * m * P + i * P + j % P] = a[i * k + j];
    for (int64_t i = 0; i < k; i++)
        for (int64_t j = 0; j < n; j++) w[j / P * k * P + i * P + j % P] = b[i * n + j];
    for (int64_t r = 0; r < repeats; r++) {
        for (int64_t row = 0; row < m; row += kRowBlock) {
            const int64_t rows = m - row < kRowBlock ? m - row : kRowBlock;
            by_slices(k, 0, n_panels, [&](int64_t p, int64_t begin, int64_t end) DENSA_LAMBDA {
                multiply_panel<T, Plain>(
                    {{x + row * P, P, m * P}, w + p * k * P, k, begin, end, nullptr, y + p * m * P + row * P, nullptr,
                     rows, n - p * P});
            });
        }
    }
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) c[i * n + j] = y[j / P * m * P + i * P + j % P];
    return true;
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
