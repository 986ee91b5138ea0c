// The kinds of numeric typed arrays: their names in the IR, and Node-API's.
#pragma once

#include <node_api.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace jetloop::addon {

struct ElementType {
  std::string_view name;
  napi_typedarray_type type;
  std::uint8_t bytes;
};

/// In the order of ELEMENT_KINDS in lib/engine/frontend/ir.ts.
inline constexpr std::array<ElementType, 9> kElementTypes = {{{"i8", napi_int8_array, 1},
                                                              {"u8", napi_uint8_array, 1},
                                                              {"u8c", napi_uint8_clamped_array, 1},
                                                              {"i16", napi_int16_array, 2},
                                                              {"u16", napi_uint16_array, 2},
                                                              {"i32", napi_int32_array, 4},
                                                              {"u32", napi_uint32_array, 4},
                                                              {"f32", napi_float32_array, 4},
                                                              {"f64", napi_float64_array, 8}}};

}  // namespace jetloop::addon
