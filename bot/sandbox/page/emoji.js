/** emoji.js answers: which picture does a :name: stand for? */

const NAMES = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 wave 👋 clap 👏 pray 🙏 muscle 💪 raised_hands 🙌 point_right 👉 point_left 👈
point_up 👆 point_down 👇 handshake 🤝 writing_hand ✍️ eyes 👀 speech_balloon 💬 thought_balloon 💭 smile 😄 smiley 😃 grinning 😀
slightly_smiling_face 🙂 wink 😉 blush 😊 joy 😂 thinking_face 🤔 neutral_face 😐 disappointed 😞 cry 😢 sob 😭 sweat_smile 😅
heart_eyes 😍 sunglasses 😎 tada 🎉 confetti_ball 🎊 sparkles ✨ star ⭐ star2 🌟 fire 🔥 rocket 🚀 100 💯 heart ❤️ green_heart 💚
blue_heart 💙 yellow_heart 💛 broken_heart 💔 white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌
negative_squared_cross_mark ❎ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 construction 🚧 rotating_light 🚨
exclamation ❗ heavy_exclamation_mark ❗ question ❓ bangbang ‼️ information_source ℹ️ bulb 💡 bell 🔔 no_bell 🔕 mega 📣
loudspeaker 📢 red_circle 🔴 large_red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_green_square 🟩 large_red_square 🟥
large_yellow_square 🟨 large_orange_square 🟧 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛
small_blue_diamond 🔹 large_blue_diamond 🔷 small_orange_diamond 🔸 large_orange_diamond 🔶 hourglass ⌛
hourglass_flowing_sand ⏳ stopwatch ⏱️ alarm_clock ⏰ timer_clock ⏲️ clock1 🕐 clock3 🕒 clock9 🕘 calendar 📆 date 📅
spiral_calendar_pad 🗓️ memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄 page_with_curl 📃 scroll 📜 clipboard 📋 file_folder 📁
open_file_folder 📂 card_index_dividers 🗂️ paperclip 📎 pushpin 📌 round_pushpin 📍 link 🔗 bookmark 🔖 label 🏷️ books 📚 book 📖
newspaper 📰 inbox_tray 📥 outbox_tray 📤 package 📦 email 📧 envelope ✉️ incoming_envelope 📨 envelope_with_arrow 📩 lock 🔒
unlock 🔓 key 🔑 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ gear ⚙️ mag 🔍 mag_right 🔎 chart_with_upwards_trend 📈
chart_with_downwards_trend 📉 bar_chart 📊 moneybag 💰 dollar 💵 pound 💷 euro 💶 credit_card 💳 dart 🎯 art 🎨 frame_with_picture 🖼️
camera 📷 movie_camera 🎥 clapper 🎬 tv 📺 radio 📻 iphone 📱 computer 💻 desktop_computer 🖥️ printer 🖨️ telephone_receiver 📞
globe_with_meridians 🌐 earth_africa 🌍 house 🏠 office 🏢 school 🏫 hospital 🏥 bank 🏦 busts_in_silhouette 👥 bust_in_silhouette 👤
robot_face 🤖 ghost 👻 crown 👑 trophy 🏆 first_place_medal 🥇 medal 🏅 gift 🎁 balloon 🎈 coffee ☕ tea 🍵 pizza 🍕 cake 🍰
sunny ☀️ partly_sunny ⛅ cloud ☁️ umbrella ☔ snowflake ❄️ zap ⚡ rainbow 🌈 seedling 🌱 herb 🌿 evergreen_tree 🌲 four_leaf_clover 🍀
relay 🏃 runner 🏃 running 🏃 checkered_flag 🏁 triangular_flag_on_post 🚩 arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️
arrow_forward ▶️ leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrows_counterclockwise 🔄 repeat 🔁 fast_forward ⏩ rewind ⏪
double_vertical_bar ⏸️ black_square_for_stop ⏹️ heavy_plus_sign ➕ heavy_minus_sign ➖ heavy_multiplication_x ✖️ infinity ♾️
recycle ♻️ new 🆕 free 🆓 up 🆙 cool 🆒 ok 🆗 sos 🆘 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣
see_no_evil 🙈 crossed_fingers 🤞 v ✌️ facepalm 🤦 shrug 🤷 zzz 💤 boom 💥 dash 💨 ship 🚢 anchor ⚓ airplane ✈️ train 🚆 car 🚗
speaking_head_in_silhouette 🗣️ scales ⚖️ microscope 🔬 telescope 🔭 shield 🛡️ compass 🧭 puzzle_piece 🧩 brain 🧠 crystal_ball 🔮
eyeglasses 👓 shopping_trolley 🛒 receipt 🧾 world_map 🗺️ mailbox 📫 postbox 📮 ticket 🎫 performing_arts 🎭 musical_note 🎵
`;

const words = NAMES.trim().split(/\s+/);
const PICTURES = new Map();
for (let at = 0; at < words.length; at += 2) PICTURES.set(words[at], words[at + 1]);

/** The picture of an emoji name, or undefined for a name this page does not know. */
export function emoji(name) {
  return PICTURES.get(name.replace(/::skin-tone-\d$/, ""));
}
