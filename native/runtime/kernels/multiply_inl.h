// Matrix multiplication without reordering a sum, once for each target (see hwy/foreach_target.h).
//
// Blocked as in Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008): panels of both
// matrices are copied into the order in which the innermost loop reads them.  That loop keeps a tile of the result in
// registers and goes through `inner` in ascending order; between blocks of `inner` the sums rest in the result, so that
// each is added up exactly as the plain loops do.
#if defined(JETLOOP_KERNELS_MULTIPLY_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef JETLOOP_KERNELS_MULTIPLY_INL_H
#undef JETLOOP_KERNELS_MULTIPLY_INL_H
#else
#define JETLOOP_KERNELS_MULTIPLY_INL_H
#endif

HWY_BEFORE_NAMESPACE();
namespace jetloop::runtime::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Shape of the tile in registers, for 32 registers of 512 bits or 16 smaller ones, and of the blocks in caches.
struct Blocking {
  static constexpr std::size_t kLanes = HWY_LANES(double);
  static constexpr std::size_t kTileVectors = kLanes == 8 ? 3 : 2;
  static constexpr std::size_t kTileRows = kLanes == 8 ? 8 : 4;
  static constexpr std::size_t kTileColumns = kTileVectors * kLanes;
  static constexpr std::size_t kInner = 256;                  // a panel of the right matrix stays in the first cache
  static constexpr std::size_t kRows = 16 * kTileRows;        // a block of the left matrix stays in the second
  static constexpr std::size_t kColumns = 96 * kTileColumns;  // a block of the right matrix stays in the third
};

HWY_INLINE std::size_t roundUp(std::size_t value, std::size_t step) { return (value + step - 1) / step * step; }

/// A tile of the result: `rows` by Blocking::kTileColumns, `stride` doubles from row to row.
struct Tile {
  double* data;
  std::size_t stride;
};

/// How a product is added to a sum.
struct Rounded {  // twice: the product, then the sum, as JavaScript does
  template <typename V>
  HWY_INLINE V operator()(V sum, V a, V b) const {
    return hn::Add(sum, hn::Mul(a, b));
  }
};
struct Contracted {  // once, where the processor can
  template <typename V>
  HWY_INLINE V operator()(V sum, V a, V b) const {
    return hn::MulAdd(a, b, sum);
  }
};

/// Adds `inner` products to each element of a tile, or starts the sums where `isFirst`.
template <typename Accumulate>
HWY_INLINE void addProducts(const double* HWY_RESTRICT left, const double* HWY_RESTRICT right, std::size_t inner,
                            bool isFirst, Tile tile) {
  using B = Blocking;
  const hn::ScalableTag<double> d;
  using V = hn::Vec<decltype(d)>;
  constexpr Accumulate accumulate;
  V sums[B::kTileRows][B::kTileVectors];
  HWY_UNROLL(8)
  for (std::size_t r = 0; r < B::kTileRows; ++r) {
    HWY_UNROLL(3)
    for (std::size_t v = 0; v < B::kTileVectors; ++v) {
      sums[r][v] = isFirst ? hn::Zero(d) : hn::LoadU(d, tile.data + r * tile.stride + v * B::kLanes);
    }
  }
  for (std::size_t p = 0; p < inner; ++p) {
    V columns[B::kTileVectors];
    HWY_UNROLL(3)
    for (std::size_t v = 0; v < B::kTileVectors; ++v) columns[v] = hn::Load(d, right + v * B::kLanes);
    HWY_UNROLL(8)
    for (std::size_t r = 0; r < B::kTileRows; ++r) {
      const V factor = hn::Set(d, left[r]);
      HWY_UNROLL(3)
      for (std::size_t v = 0; v < B::kTileVectors; ++v) sums[r][v] = accumulate(sums[r][v], factor, columns[v]);
    }
    left += B::kTileRows;
    right += B::kTileColumns;
  }
  HWY_UNROLL(8)
  for (std::size_t r = 0; r < B::kTileRows; ++r) {
    HWY_UNROLL(3)
    for (std::size_t v = 0; v < B::kTileVectors; ++v) {
      hn::StoreU(sums[r][v], d, tile.data + r * tile.stride + v * B::kLanes);
    }
  }
}

/// A tile that sticks out of the result is computed aside; the factors beyond the edge are zeros.
template <typename Accumulate>
HWY_INLINE void addProductsAtEdge(const double* left, const double* right, std::size_t inner, bool isFirst, Tile tile,
                                  std::size_t rows, std::size_t columns) {
  using B = Blocking;
  HWY_ALIGN double aside[B::kTileRows * B::kTileColumns] = {};
  for (std::size_t r = 0; r < rows; ++r) {
    std::memcpy(aside + r * B::kTileColumns, tile.data + r * tile.stride, columns * sizeof(double));
  }
  addProducts<Accumulate>(left, right, inner, isFirst, {aside, B::kTileColumns});
  for (std::size_t r = 0; r < rows; ++r) {
    std::memcpy(tile.data + r * tile.stride, aside + r * B::kTileColumns, columns * sizeof(double));
  }
}

/// Copies a block of the left matrix so that the kTileRows factors of one step lie side by side.
inline void packLeft(const double* left, std::size_t stride, std::size_t rows, std::size_t inner, double* packed) {
  constexpr std::size_t kTileRows = Blocking::kTileRows;
  for (std::size_t top = 0; top < rows; top += kTileRows) {
    const std::size_t height = std::min(kTileRows, rows - top);
    for (std::size_t p = 0; p < inner; ++p, packed += kTileRows) {
      for (std::size_t r = 0; r < kTileRows; ++r) packed[r] = r < height ? left[(top + r) * stride + p] : 0;
    }
  }
}

/// Copies a block of the right matrix so that the columns of a tile lie side by side.
inline void packRight(const double* right, std::size_t stride, std::size_t inner, std::size_t columns, double* packed) {
  constexpr std::size_t kTileColumns = Blocking::kTileColumns;
  for (std::size_t first = 0; first < columns; first += kTileColumns) {
    const std::size_t width = std::min(kTileColumns, columns - first);
    for (std::size_t p = 0; p < inner; ++p, packed += kTileColumns) {
      std::memcpy(packed, right + p * stride + first, width * sizeof(double));
      std::fill(packed + width, packed + kTileColumns, 0.0);
    }
  }
}

/// One block of the result from one block of `inner`.
template <typename Accumulate>
void multiplyBlock(const double* packedLeft, const double* packedRight, std::size_t inner, bool isFirst, Tile block,
                   std::size_t rows, std::size_t columns) {
  using B = Blocking;
  for (std::size_t j = 0; j < columns; j += B::kTileColumns) {
    for (std::size_t i = 0; i < rows; i += B::kTileRows) {
      const double* left = packedLeft + i * inner;
      const double* right = packedRight + j * inner;
      const Tile tile{block.data + i * block.stride + j, block.stride};
      const std::size_t height = std::min(B::kTileRows, rows - i);
      const std::size_t width = std::min(B::kTileColumns, columns - j);
      if (height == B::kTileRows && width == B::kTileColumns) {
        addProducts<Accumulate>(left, right, inner, isFirst, tile);
      } else {
        addProductsAtEdge<Accumulate>(left, right, inner, isFirst, tile, height, width);
      }
    }
  }
}

inline std::size_t packedRightSize(MatrixSizes sizes) {
  using B = Blocking;
  return roundUp(std::min(sizes.columns, B::kColumns), B::kTileColumns) * std::min(sizes.inner, B::kInner);
}

inline std::size_t multiplyScratch(MatrixSizes sizes) {
  using B = Blocking;
  const std::size_t left = roundUp(std::min(sizes.rows, B::kRows), B::kTileRows) * std::min(sizes.inner, B::kInner);
  return packedRightSize(sizes) + left;
}

template <typename Accumulate>
void multiply(const double* left, const double* right, double* result, MatrixSizes sizes, double* scratch) {
  using B = Blocking;
  const auto [rows, inner, columns] = sizes;
  if (inner == 0) std::fill_n(result, rows * columns, 0.0);
  double* packedRight = scratch;
  double* packedLeft = scratch + packedRightSize(sizes);
  for (std::size_t j = 0; j < columns; j += B::kColumns) {
    const std::size_t width = std::min(B::kColumns, columns - j);
    for (std::size_t p = 0; p < inner; p += B::kInner) {
      const std::size_t depth = std::min(B::kInner, inner - p);
      packRight(right + p * columns + j, columns, depth, width, packedRight);
      for (std::size_t i = 0; i < rows; i += B::kRows) {
        const std::size_t height = std::min(B::kRows, rows - i);
        packLeft(left + i * inner + p, inner, height, depth, packedLeft);
        multiplyBlock<Accumulate>(packedLeft, packedRight, depth, p == 0, {result + i * columns + j, columns}, height,
                                  width);
      }
    }
  }
}

}  // namespace jetloop::runtime::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
