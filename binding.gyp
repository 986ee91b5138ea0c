# For tools that expect node-gyp.  CMakeLists.txt owns the native sources; this only calls it.
{
  'targets': [
    {
      'target_name': 'jetloop',
      'type': 'none',
      'actions': [
        {
          'action_name': 'build_addon_with_cmake',
          'inputs': ['CMakeLists.txt'],
          'outputs': ['<(PRODUCT_DIR)/jetloop.node'],
          'action': ['bash', 'scripts/build-addon'],
        },
      ],
    },
  ],
}
